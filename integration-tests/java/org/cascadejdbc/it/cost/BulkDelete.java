package org.cascadejdbc.it.cost;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;

/** A program that deletes every row of {@code p} through the library, and prints how many and in what time. */
final class BulkDelete {
    static final String DECLARED = "declared";
    static final String VIRTUAL = "virtual";

    private BulkDelete() {}

    /**
     * Runs it.
     *
     * @param arguments the URL, and how the keys of {@code c} and {@code g} are known
     */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = ours(new UrlDataSource(arguments[0]), arguments[1]).getConnection();
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            int count = statement.executeUpdate("DELETE FROM p WHERE id >= 0");
            System.out.println(count + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private static DataSource ours(DataSource delegate, String keys) {
        return keys.equals(DECLARED)
                ? Ours.over(delegate, Map.of("cascade.noAction", "cascade"))
                : Ours.withRelations(delegate, Map.of(), MemoryIT.FAMILY.keys());
    }

    /** The command of a process that runs it in a heap of 64 MB. */
    static List<String> command(Space space, String keys) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(java, "-Xmx64m", "-cp", System.getProperty("java.class.path"), BulkDelete.class.getName(),
                space.url(), keys);
    }
}
