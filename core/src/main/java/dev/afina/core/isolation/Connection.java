package dev.afina.core.isolation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** One end of what joins parent and child: messages, each after its length in bytes. */
final class Connection implements Closeable {

  private static final int MOST_BYTES = 1 << 28;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /**
   * Sends a message.
   *
   * @throws IllegalArgumentException if it has a part that is not plain; nothing is sent then
   * @throws IOException if the other process is gone
   */
  synchronized void send(Message message) throws IOException {
    byte[] bytes = message.encode();
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s holds %d bytes, expected at most %d; keep what is so large in a file"
              .formatted(message.kind(), bytes.length, MOST_BYTES));
    }
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /**
   * Waits for a message.
   *
   * @throws IOException if the other process is gone
   */
  Message receive() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a message of %d bytes".formatted(length));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return Message.decode(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
