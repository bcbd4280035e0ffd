package dev.afina.neural.internal;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Copies between Java's arrays and tensors. */
final class Tensors {

  private Tensors() {}

  /** Zeros where tensors are to lie now. */
  static Tensor zeros(long... shape) {
    return Placement.placed(torch.zeros(shape));
  }

  static Tensor of(float[] values, long... shape) {
    Tensor tensor = torch.empty(shape);
    put(tensor, values);
    return Placement.placed(tensor);
  }

  static Tensor of(long[] values) {
    try (LongPointer pointer = new LongPointer(values);
        TensorOptions options = new TensorOptions(torch.ScalarType.Long)) {
      return Placement.placed(
          torch.from_blob(pointer, new long[] {values.length}, options).clone());
    }
  }

  /** Overwrites a contiguous tensor of as many floats. */
  static void write(Tensor tensor, float[] values) {
    if (tensor.is_cpu()) {
      put(tensor, values);
    } else {
      Tensor staged = torch.empty(values.length);
      put(staged, values);
      tensor.copy_(staged.view_as(tensor));
    }
  }

  private static void put(Tensor tensor, float[] values) {
    if (values.length > 0) {
      tensor.data_ptr_float().put(values);
    }
  }

  /** Reads as many floats as the array takes from a contiguous tensor. */
  static void read(Tensor tensor, float[] values, int count) {
    read(tensor, values, 0, count);
  }

  /** Reads a contiguous tensor of so many floats into a part of an array. */
  static void read(Tensor tensor, float[] values, int offset, int count) {
    if (count > 0) {
      Tensor here = tensor.is_cpu() ? tensor : tensor.cpu();
      here.data_ptr_float().get(values, offset, count);
    }
  }
}
