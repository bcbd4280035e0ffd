package dev.afina.neural.internal;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * An operator of PyTorch without a Java method of its own, called through the dispatcher with
 * arguments that stay the same from call to call but for a few.
 */
final class BoxedOperator {

  private final OperatorHandle operator;
  private final IValueVector arguments;

  /**
   * Of the given name.
   *
   * @param name such as {@code aten::_fused_adam_}
   * @param arguments all of the schema's, in order, without defaults; none for "None"
   */
  BoxedOperator(String name, Owned owned, IValue... arguments) {
    this.operator = owned.keep(Dispatcher.singleton().findSchemaOrThrow(name, ""));
    this.arguments = owned.keep(new IValueVector(arguments));
  }

  /** Changes one argument from now on. */
  void set(int index, double value) {
    arguments.put(index, new IValue(value));
  }

  /** Calls the operator, within a scope of the caller's. */
  void call() {
    // The call consumes its stack, so it gets a copy.
    IValueVector stack = new IValueVector();
    stack.put(arguments);
    operator.callBoxed(stack);
  }

  /** A list of tensors as an argument. */
  static IValue list(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
