package org.cascadejdbc.it.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Stderr;
import org.junit.jupiter.api.io.TempDir;

/** Each cascade is an event of Java Flight Recorder while it records, without any listener. */
class FlightRecorderIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1),(2),(3)")
            .table("orders", "id int primary key, customer_id int", "(11,1),(12,1)")
            .table("invoice", "id int primary key, customer_id int", "(1,2)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("invoice(customer_id)", RESTRICT, "customer(id)");

    @TempDir
    Path directory;

    private static int delete(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            statement.setInt(1, id);
            return statement.executeUpdate();
        }
    }

    @OnDatabases(h2Lower = true)
    void anEventForEachCascade(Database database) throws SQLException, IOException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            try (Connection connection = ObservabilityIT.ours(space.dataSource(), SHOP).getConnection()) {
                assertThat(delete(connection, 3)).isOne();
                List<RecordedEvent> events = recorded(() -> {
                    assertThat(delete(connection, 1)).isOne();
                    assertThatThrownBy(() -> delete(connection, 2)).isInstanceOf(SQLException.class);
                });
                assertThat(delete(connection, 3)).isZero();

                assertThat(events).hasSize(2);
                RecordedEvent done = events.get(0);
                assertThat(done.getEventType().getName()).isEqualTo("org.cascadejdbc.Cascade");
                assertThat(done.getEventType().getCategoryNames()).containsExactly("cascade-jdbc");
                assertThat(done.getString("tables")).endsWith(".customer");
                assertThat(done.getInt("entries")).isOne();
                assertThat(done.getString("outcome")).isEqualTo("done");
                assertThat(done.getLong("rows")).isEqualTo(1);
                assertThat(done.getLong("rowsTouched")).isEqualTo(database == Database.POSTGRESQL ? -1 : 3);
                assertThat(done.getLong("statements")).isPositive();
                assertThat(done.getDuration()).isPositive();
                assertThat(done.getStackTrace().getFrames())
                        .as("who deletes")
                        .anyMatch(frame -> frame.getMethod().getType().getName().equals(getClass().getName()));
                RecordedEvent refused = events.get(1);
                assertThat(refused.getString("outcome")).isEqualTo("refused");
                assertThat(refused.getLong("rows")).isEqualTo(-1);
            }
        }
    }

    private List<RecordedEvent> recorded(Stderr.Work work) throws SQLException, IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) { // nothing is enabled in it but what is so by itself
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.cascadejdbc"))
                .toList();
    }
}
