package org.cascadejdbc.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in front of a server: what a client says after it has heard something is a round trip, and is passed on
 * later by the latency. What it goes on to say before it hears anything is part of the same message, and passed on
 * at once. Answers are not held up.
 */
final class Forwarder implements AutoCloseable {
    private static final Pattern SERVER = Pattern.compile("//([^:/]+):(\\d+)");

    private final String host;
    private final int port;
    private final long nanos;
    private final ServerSocket listener;
    private final AtomicLong roundTrips = new AtomicLong();

    /** In front of the server of a URL. */
    Forwarder(String url, double milliseconds) {
        Matcher server = server(url);
        host = server.group(1);
        port = Integer.parseInt(server.group(2));
        nanos = (long) (milliseconds * 1e6);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** The same URL through here. */
    String through(String url) {
        return server(url).replaceFirst("//127.0.0.1:" + listener.getLocalPort());
    }

    long roundTrips() {
        return roundTrips.get();
    }

    private static Matcher server(String url) {
        Matcher server = SERVER.matcher(url);
        if (!server.find()) {
            throw new IllegalArgumentException("no host and port in " + url);
        }
        return server;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Link link = new Link(client, server);
                start("requests", link::requests);
                start("answers", link::answers);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "forwarder-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean heard = true;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pump(client, server, true);
        }

        void answers() {
            pump(server, client, false);
        }

        private void pump(Socket from, Socket to, boolean requests) {
            byte[] buffer = new byte[1 << 16];
            try (from; to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!requests) {
                        heard = true;
                    } else if (heard) {
                        heard = false;
                        roundTrips.incrementAndGet();
                        delay();
                    }
                    out.write(buffer, 0, length);
                }
            } catch (IOException e) {
                // the other direction has closed both
            }
        }

        private void delay() {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
