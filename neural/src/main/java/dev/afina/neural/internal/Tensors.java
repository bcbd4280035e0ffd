package dev.afina.neural.internal;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Copies between Java's arrays and tensors. */
final class Tensors {

  private Tensors() {}

  static Tensor of(float[] values, long... shape) {
    Tensor tensor = torch.empty(shape);
    write(tensor, values);
    return tensor;
  }

  static Tensor of(long[] values) {
    try (LongPointer pointer = new LongPointer(values);
        TensorOptions options = new TensorOptions(torch.ScalarType.Long)) {
      return torch.from_blob(pointer, new long[] {values.length}, options).clone();
    }
  }

  /** Overwrites a contiguous tensor of as many floats. */
  static void write(Tensor tensor, float[] values) {
    if (values.length > 0) {
      tensor.data_ptr_float().put(values);
    }
  }

  /** Reads as many floats as the array takes from a contiguous tensor. */
  static void read(Tensor tensor, float[] values, int count) {
    if (count > 0) {
      tensor.data_ptr_float().get(values, 0, count);
    }
  }
}
