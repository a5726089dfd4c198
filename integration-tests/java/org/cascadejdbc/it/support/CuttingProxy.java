package org.cascadejdbc.it.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Real sockets in front of a real server, that fail when they are told to: at the n-th message from then on, of the
 * connections that are there by then. Connections that are made later (to cancel something, by a pool) just work.
 */
public final class CuttingProxy implements AutoCloseable {
    /** What happens to the n-th message. */
    public enum Cut {
        /** The server never sees it. */
        BEFORE,
        /** The server gets it, and nobody listens any more while it works. */
        DURING,
        /** The server has done it, and its answer is lost. */
        AFTER
    }

    private static final Pattern SERVER = Pattern.compile("//([^:/]+):(\\d+)");

    private final Wire wire;
    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private CuttingProxy(Wire wire, String host, int port) throws IOException {
        this.wire = wire;
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    public static CuttingProxy before(Space space) {
        return before(space.database(), space.dataSource().url());
    }

    public static CuttingProxy before(Database database, String url) {
        Matcher server = server(url);
        try {
            return new CuttingProxy(Wire.of(database), server.group(1), Integer.parseInt(server.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Matcher server(String url) {
        Matcher server = SERVER.matcher(url);
        if (!server.find()) {
            throw new IllegalArgumentException(url);
        }
        return server;
    }

    /** The same URL through here, and not encrypted. */
    public UrlDataSource through(UrlDataSource direct) {
        Matcher server = server(direct.url());
        UrlDataSource here =
                new UrlDataSource(server.replaceFirst("//127.0.0.1:" + listener.getLocalPort()));
        return SideBySide.with(
                here,
                wire == Wire.MYSQL
                        ? "sslMode=DISABLED&allowPublicKeyRetrieval=true"
                        : "sslmode=disable&gssEncMode=disable");
    }

    /** Counts messages, and lets them pass. */
    public Fault count() {
        return arm(new Fault(Integer.MAX_VALUE, null));
    }

    /** Cuts at the n-th message from now on. */
    public Fault cut(int n, Cut cut) {
        return arm(new Fault(n, cut));
    }

    /** Keeps the n-th message from now on until it is released. */
    public Fault hold(int n) {
        return arm(new Fault(n, null));
    }

    private Fault arm(Fault fault) {
        links.removeIf(link -> link.client.isClosed());
        links.forEach(link -> link.fault = fault);
        return fault;
    }

    /** One thing that is to happen, once. */
    public static final class Fault {
        private final int n;
        private final Cut cut;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Fault(int n, Cut cut) {
            this.n = n;
            this.cut = cut;
        }

        /** How many messages there were. */
        public int messages() {
            return seen.get();
        }

        /** How many of them the server had to answer before it heard more. */
        public int roundTrips() {
            return answered.get();
        }

        public boolean happened() {
            return reached.getCount() == 0;
        }

        /** Waits until the message is held. */
        public void awaitHeld() {
            await(reached);
        }

        public void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("nothing came through the proxy");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            try {
                Link link = new Link(client, new Socket(host, port));
                links.add(link);
                start("to server", link::toServer);
                start("to client", link::toClient);
            } catch (IOException e) {
                client.close(); // the server is down: as if it were the server's port
            }
        }
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile boolean deaf;
        private volatile Fault fault;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void toServer() throws IOException {
            DataInputStream messages = new DataInputStream(client.getInputStream());
            try {
                boolean opening = true;
                for (byte[] next = wire.next(messages, true); next != null; next = wire.next(messages, opening)) {
                    opening = false;
                    Fault now = fault;
                    if (now != null && wire.isAnswered(next)) {
                        now.answered.incrementAndGet();
                    }
                    if (now != null && now.seen.incrementAndGet() == now.n) {
                        happens(now, next);
                    } else {
                        server.getOutputStream().write(next);
                    }
                }
            } finally {
                close();
            }
        }

        private void happens(Fault now, byte[] message) throws IOException {
            if (now.cut == null) {
                now.reached.countDown();
                Fault.await(now.released);
                server.getOutputStream().write(message);
                return;
            }
            if (now.cut != Cut.BEFORE) {
                deaf = true;
                server.getOutputStream().write(message);
                if (now.cut == Cut.AFTER && wire.isAnswered(message)) {
                    Fault.await(answered);
                }
            }
            now.reached.countDown();
            close();
        }

        void toClient() throws IOException {
            byte[] buffer = new byte[8192];
            try {
                for (int n = server.getInputStream().read(buffer); n >= 0; n = server.getInputStream().read(buffer)) {
                    if (deaf) {
                        answered.countDown();
                    } else {
                        client.getOutputStream().write(buffer, 0, n);
                    }
                }
            } finally {
                answered.countDown();
                if (!deaf) {
                    client.shutdownOutput(); // what was sent arrives; toServer closes
                }
            }
        }

        void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side is gone; the other is told by closing it.
                    }
                },
                "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Link link : links) {
                if (link.fault != null) {
                    link.fault.release();
                }
                link.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
