package dev.afina.tensorboard;

/** Summaries of one value each, as TensorBoard's plugins expect them. */
final class Summaries {

  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  /** {@code DataClass} of {@code summary.proto}. */
  private static final int SCALAR = 1;

  private static final int TENSORS = 2;

  /** {@code DataType} of {@code types.proto}. */
  private static final int FLOAT = 1;

  private static final int DOUBLE = 2;
  private static final int STRING = 7;

  private Summaries() {}

  static ProtoMessage scalar(String tag, float value) {
    return value(
        tag, tensor(FLOAT, shape()).floats(5, value), metadata("scalars", new byte[0], SCALAR));
  }

  static ProtoMessage histogram(String tag, double[] values) {
    return value(
        tag,
        tensor(DOUBLE, shape(HistogramBuckets.COUNT, 3)).bytes(4, HistogramBuckets.of(values)),
        metadata("histograms", new byte[0], TENSORS));
  }

  static ProtoMessage text(String tag, String markdown) {
    return value(
        tag,
        tensor(STRING, shape()).memberText(8, markdown),
        metadata("text", new byte[0], TENSORS));
  }

  /** What the HParams plugin reads stands in the metadata; the tensor beside it is empty. */
  static ProtoMessage hparams(String tag, ProtoMessage pluginData) {
    return value(tag, tensor(FLOAT, shape(0)), metadata("hparams", pluginData.toBytes(), TENSORS));
  }

  private static ProtoMessage value(String tag, ProtoMessage tensor, ProtoMessage metadata) {
    return new ProtoMessage()
        .message(
            VALUE,
            new ProtoMessage().text(TAG, tag).message(TENSOR, tensor).message(METADATA, metadata));
  }

  private static ProtoMessage tensor(int type, ProtoMessage shape) {
    return new ProtoMessage().integer(1, type).message(2, shape);
  }

  private static ProtoMessage shape(int... sizes) {
    ProtoMessage shape = new ProtoMessage();
    for (int size : sizes) {
      shape.message(2, new ProtoMessage().integer(1, size));
    }
    return shape;
  }

  private static ProtoMessage metadata(String plugin, byte[] content, int dataClass) {
    ProtoMessage data = new ProtoMessage().text(1, plugin);
    if (content.length > 0) {
      data.bytes(2, content);
    }
    return new ProtoMessage().message(1, data).integer(4, dataClass);
  }
}
