"""Prints as JSON what TensorBoard sees in a log directory: runs, scalars, histograms, texts, and
the HPARAMS page.

    python read.py LOGDIR
"""

import json
import sys

from google.protobuf import json_format
from tensorboard import context
from tensorboard.backend.event_processing import data_provider
from tensorboard.backend.event_processing import plugin_event_multiplexer
from tensorboard.data import provider
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment
from tensorboard.plugins.hparams import list_session_groups

EXPERIMENT = ""
ALL = provider.RunTagFilter()
POINTS = 10_000
STATUSES = [
    api_pb2.STATUS_UNKNOWN,
    api_pb2.STATUS_SUCCESS,
    api_pb2.STATUS_FAILURE,
    api_pb2.STATUS_RUNNING,
]


def series(data, of):
    return {
        run: {tag: [of(point) for point in points] for tag, points in tags.items()}
        for run, tags in data.items()
    }


def tensor(point):
    return [point.step, point.numpy.tolist()]


def text(point):
    return [point.step, point.numpy.item().decode()]


def hparams(data, ctx):
    pages = backend_context.Context(base_plugin.TBContext(data_provider=data))
    if "hparams" not in data.list_plugins(ctx, experiment_id=EXPERIMENT):
        return {}
    request = api_pb2.ListSessionGroupsRequest(
        start_index=0, slice_size=1000, allowed_statuses=STATUSES
    )
    experiment = get_experiment.Handler(
        ctx, pages, EXPERIMENT, api_pb2.GetExperimentRequest()
    ).run()
    rows = list_session_groups.Handler(ctx, pages, EXPERIMENT, request).run()
    return {
        "experiment": json_format.MessageToDict(experiment),
        "rows": [json_format.MessageToDict(row) for row in rows.session_groups],
    }


def main(logdir):
    multiplexer = plugin_event_multiplexer.EventMultiplexer(
        tensor_size_guidance={"scalars": 0, "histograms": 0, "text": 0}
    )
    multiplexer.AddRunsFromDirectory(logdir)
    multiplexer.Reload()
    data = data_provider.MultiplexerDataProvider(multiplexer, logdir)
    ctx = context.RequestContext()
    arguments = {"experiment_id": EXPERIMENT, "downsample": POINTS, "run_tag_filter": ALL}
    print(
        json.dumps(
            {
                "runs": sorted(run.run_id for run in data.list_runs(ctx, experiment_id=EXPERIMENT)),
                "scalars": series(
                    data.read_scalars(ctx, plugin_name="scalars", **arguments),
                    lambda point: [point.step, point.value],
                ),
                "histograms": series(
                    data.read_tensors(ctx, plugin_name="histograms", **arguments), tensor
                ),
                "texts": series(data.read_tensors(ctx, plugin_name="text", **arguments), text),
                "hparams": hparams(data, ctx),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
