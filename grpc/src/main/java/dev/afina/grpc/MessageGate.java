package dev.afina.grpc;

import io.grpc.BindableService;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Answers bytes that are no message of a call with a status, where they would end the call. */
final class MessageGate implements ServerInterceptor {

  private MessageGate() {}

  /** A service behind the gate. */
  static ServerServiceDefinition before(BindableService service) {
    // Bytes up to the gate, so that it is the gate inside of which they are taken apart.
    return ServerInterceptors.intercept(
        ServerInterceptors.useInputStreamMessages(service.bindService()), new MessageGate());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      private boolean isRefused;

      @Override
      public void onMessage(Q message) {
        try {
          super.onMessage(message);
        } catch (StatusRuntimeException e) {
          isRefused = true;
          call.close(
              Status.INVALID_ARGUMENT.withDescription(
                  "the message is malformed; expected one of %s"
                      .formatted(call.getMethodDescriptor().getFullMethodName())),
              new Metadata());
        }
      }

      @Override
      public void onHalfClose() {
        if (!isRefused) {
          super.onHalfClose();
        }
      }
    };
  }
}
