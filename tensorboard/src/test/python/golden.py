"""Writes golden.tfevents with TensorBoard's own writer and message builders (tensorboard 2.21.0).

    python golden.py ../resources/dev/afina/tensorboard/golden.tfevents

EventFileTest writes the same events and compares the bytes.
"""

import sys

import numpy as np
from google.protobuf import struct_pb2
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.histogram import summary_v2 as histogram
from tensorboard.plugins.hparams import api_pb2, metadata, plugin_data_pb2
from tensorboard.plugins.scalar import summary_v2 as scalar
from tensorboard.plugins.text import summary_v2 as text
from tensorboard.summary.writer.record_writer import RecordWriter

TIME = 1_700_000_000.25


def hparams(tag, content):
    value = summary_pb2.Summary.Value(
        tag=tag,
        tensor=metadata.NULL_TENSOR,
        metadata=metadata.create_summary_metadata(content),
    )
    return of_class(summary_pb2.DATA_CLASS_TENSOR, summary_pb2.Summary(value=[value]))


def of_class(data_class, summary):
    """What TensorBoard's loader adds to summaries whose writer has left it out."""
    summary.value[0].metadata.data_class = data_class
    return summary


def discrete(name, kind, *values):
    info = api_pb2.HParamInfo(name=name, type=kind)
    info.domain_discrete.CopyFrom(struct_pb2.ListValue())
    for value in values:
        field = {bool: "bool_value", float: "number_value", str: "string_value"}[type(value)]
        info.domain_discrete.values.add(**{field: value})
    return info


def interval(name, low, high):
    return api_pb2.HParamInfo(
        name=name,
        type=api_pb2.DATA_TYPE_FLOAT64,
        domain_interval=api_pb2.Interval(min_value=low, max_value=high),
    )


def metric(group, tag, display, dataset):
    return api_pb2.MetricInfo(
        name=api_pb2.MetricName(group=group, tag=tag), display_name=display, dataset_type=dataset
    )


EXPERIMENT = api_pb2.Experiment(
    name="digits",
    description="Ten *digits*",
    time_created_secs=TIME,
    hparam_infos=[
        interval("learning_rate", 1e-4, 0.1),
        interval("layers", 0, 4),
        discrete("optimizer", api_pb2.DATA_TYPE_STRING, "adam", "sgd"),
        discrete("batch_normalization", api_pb2.DATA_TYPE_BOOL, False, True),
        discrete("batch_size", api_pb2.DATA_TYPE_FLOAT64, 32.0, 64.0),
        discrete("depth", api_pb2.DATA_TYPE_STRING, "3.0", "null"),
    ],
    metric_infos=[
        metric("", "objective/best", "val_accuracy", api_pb2.DATASET_UNKNOWN),
        metric("train", "epoch_loss", "", api_pb2.DATASET_TRAINING),
        metric("validation", "epoch_loss", "", api_pb2.DATASET_VALIDATION),
    ],
)


def session_start():
    # one entry: the order of a map's entries is nobody's promise
    start = plugin_data_pb2.SessionStartInfo(group_name="trial-7", start_time_secs=TIME)
    start.hparams["learning_rate"].number_value = 0.01
    return start


def values(count):
    return np.array([(i * 37 % 101) / 7.0 - 5 for i in range(count)])


def summaries():
    yield 0, hparams(
        metadata.EXPERIMENT_TAG, plugin_data_pb2.HParamsPluginData(experiment=EXPERIMENT)
    )
    yield 0, hparams(
        metadata.SESSION_START_INFO_TAG,
        plugin_data_pb2.HParamsPluginData(session_start_info=session_start()),
    )
    for step in range(3):
        summary = scalar.scalar_pb("epoch_loss", 0.5 / (step + 1))
        yield step, of_class(summary_pb2.DATA_CLASS_SCALAR, summary)
    for step, data in enumerate([values(100), np.full(5, 2.5), np.array([])]):
        summary = histogram.histogram_pb("dense/kernel/histogram", data)
        yield step, of_class(summary_pb2.DATA_CLASS_TENSOR, summary)
    yield 300, of_class(summary_pb2.DATA_CLASS_TENSOR, text.text_pb("note", "Größe **1**"))
    yield 0, hparams(
        metadata.SESSION_END_INFO_TAG,
        plugin_data_pb2.HParamsPluginData(
            session_end_info=plugin_data_pb2.SessionEndInfo(
                status=api_pb2.STATUS_SUCCESS, end_time_secs=TIME
            )
        ),
    )


def main(path):
    with open(path, "wb") as file:
        writer = RecordWriter(file)
        writer.write(
            event_pb2.Event(wall_time=TIME, file_version="brain.Event:2").SerializeToString()
        )
        for step, summary in summaries():
            event = event_pb2.Event(wall_time=TIME, step=step, summary=summary)
            writer.write(event.SerializeToString())
        restart = event_pb2.SessionLog(status=event_pb2.SessionLog.START)
        writer.write(
            event_pb2.Event(wall_time=TIME, step=2, session_log=restart).SerializeToString()
        )


if __name__ == "__main__":
    main(sys.argv[1])
