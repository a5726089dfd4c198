package org.cascadejdbc.it.support;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Where the messages of a client begin and end, in the two protocols that go over a wire. */
enum Wire {
    /** A type, a length that counts itself, a body; what opens a connection has no type. */
    POSTGRESQL {
        @Override
        byte[] next(DataInputStream client, boolean opening) throws IOException {
            int type = opening ? -1 : client.read();
            if (!opening && type < 0) {
                return null;
            }
            int length;
            try {
                length = client.readInt();
            } catch (EOFException e) {
                return null;
            }
            int head = opening ? 4 : 5;
            byte[] message = new byte[length + head - 4];
            if (!opening) {
                message[0] = (byte) type;
            }
            for (int i = 0; i < 4; i++) {
                message[head - 4 + i] = (byte) (length >>> (24 - 8 * i));
            }
            client.readFully(message, head, length - 4);
            return message;
        }

        @Override
        boolean isAnswered(byte[] message) {
            return message[0] == 'Q' || message[0] == 'S';
        }
    },
    /** A length of three bytes that does not count itself, a number, a body. */
    MYSQL {
        @Override
        byte[] next(DataInputStream client, boolean opening) throws IOException {
            int first = client.read();
            if (first < 0) {
                return null;
            }
            byte[] head = {(byte) first, 0, 0, 0};
            client.readFully(head, 1, 3);
            int length = (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
            byte[] message = new byte[length + 4];
            System.arraycopy(head, 0, message, 0, 4);
            client.readFully(message, 4, length);
            return message;
        }

        @Override
        boolean isAnswered(byte[] message) {
            int command = message[4];
            return command != COM_QUIT && command != COM_STMT_SEND_LONG_DATA && command != COM_STMT_CLOSE;
        }
    };

    private static final int COM_QUIT = 0x01;
    private static final int COM_STMT_SEND_LONG_DATA = 0x18;
    private static final int COM_STMT_CLOSE = 0x19;

    /**
     * Reads the client's next message, as it is to be sent on.
     *
     * @param opening whether it is the connection's first one
     * @return {@code null} at the end
     */
    abstract byte[] next(DataInputStream client, boolean opening) throws IOException;

    /** Whether the server sends something before it wants to hear more. */
    abstract boolean isAnswered(byte[] message);

    static Wire of(Database database) {
        return database.isMySql() ? MYSQL : POSTGRESQL;
    }
}
