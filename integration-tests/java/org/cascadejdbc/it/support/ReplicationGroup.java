package org.cascadejdbc.it.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MySQL servers as a group of which each member takes writes (Group Replication, multi-primary mode). It refuses those of tables that
 * have a cascading key, or no primary key (error 3098; manual: "Group Replication Limitations"): so it gives these an invisible one.
 */
public final class ReplicationGroup implements AutoCloseable {
    private static final String NAME = "5f0c7a3e-4c35-4b6e-9d2b-0a7d1c6f8e21";
    private static final String ONLINE =
            "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE = 'ONLINE'";

    private final List<DatabaseServer> servers;
    private final List<String> urls;
    private final Set<Integer> gone = new HashSet<>();
    private final AtomicInteger turn = new AtomicInteger();

    private ReplicationGroup(List<DatabaseServer> servers, List<String> urls) {
        this.servers = servers;
        this.urls = urls;
    }

    /**
     * Starts one.
     *
     * @param name of its members' directories
     */
    public static ReplicationGroup start(String name, int size) {
        List<String> addresses = addresses(size);
        List<DatabaseServer> servers =
                IntStream.range(0, size).mapToObj(member -> Servers.mysql(name + member)).toList();
        List<String> urls = new ArrayList<>();
        for (int member = 0; member < size; member++) {
            urls.add(servers.get(member).start(options(member, addresses)));
        }
        ReplicationGroup group = new ReplicationGroup(servers, urls);
        try {
            for (int member = 0; member < size; member++) {
                group.join(member);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return group;
    }

    private static List<String> addresses(int size) {
        List<ServerSocket> held = new ArrayList<>(); // all at once, so that no two are the same
        try {
            for (int i = 0; i < size; i++) {
                held.add(new ServerSocket(0));
            }
            List<String> addresses = held.stream().map(socket -> "127.0.0.1:" + socket.getLocalPort()).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return addresses;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A transaction sees what was committed before it began, wherever that was. */
    private static String options(int member, List<String> addresses) {
        return Stream.of(
                        "server-id=" + (member + 1), "report-host=127.0.0.1", "log-bin=binlog", "sync-binlog=0", "gtid-mode=ON",
                        "enforce-gtid-consistency=ON", "innodb-buffer-pool-size=32M", "sql-generate-invisible-primary-key=ON",
                        "plugin-load-add=group_replication.so",
                        "loose-group-replication-group-name=" + NAME,
                        "loose-group-replication-local-address=" + addresses.get(member),
                        "loose-group-replication-group-seeds=" + String.join(",", addresses),
                        "loose-group-replication-single-primary-mode=OFF",
                        "loose-group-replication-enforce-update-everywhere-checks=ON",
                        "loose-group-replication-consistency=BEFORE",
                        "loose-group-replication-recovery-get-public-key=ON",
                        "loose-group-replication-start-on-boot=OFF")
                .collect(Collectors.joining(" --", "--", ""));
    }

    private void join(int member) throws SQLException {
        run(member, "RESET BINARY LOGS AND GTIDS"); // what it has written when its data were made is its own
        run(member, "CHANGE REPLICATION SOURCE TO SOURCE_USER='root', SOURCE_PASSWORD='' FOR CHANNEL 'group_replication_recovery'");
        run(member, "SET GLOBAL group_replication_bootstrap_group = " + (member == 0 ? "ON" : "OFF"));
        run(member, "START GROUP_REPLICATION");
        run(member, "SET GLOBAL group_replication_bootstrap_group = OFF");
        awaitOnline(member + 1);
    }

    /** Until each of the first members says that there are so many. */
    public void awaitOnline(int members) throws SQLException {
        for (int member = 0; member < members; member++) {
            while (!ask(member, ONLINE).equals(Integer.toString(members))) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    public int size() {
        return urls.size();
    }

    /** The server of a member, each at its turn. */
    String next() {
        return urls.get(turn.getAndIncrement() % urls.size());
    }

    public UrlDataSource member(int member, String database) {
        return new UrlDataSource(urls.get(member).replaceFirst("(//[^/]+/)[^?]*", "$1" + database));
    }

    public void run(int member, String... statements) throws SQLException {
        try (Connection connection = member(member, "").getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String ask(int member, String sql) throws SQLException {
        try (Connection connection = member(member, "").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Ends that member as a crash does. */
    public void crash(int member) {
        if (gone.add(member)) {
            servers.get(member).crash();
        }
    }

    @Override
    public void close() {
        IntStream.range(0, size()).forEach(this::crash); // nothing of it is needed any more
    }
}
