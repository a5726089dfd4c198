package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;

/** A family of tables behind a proxy, whose first parent is deleted again and again while something goes wrong. */
public final class FaultTrial implements AutoCloseable {
    public static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
            .table("s", "id int primary key, c int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("s(c)", SET_NULL, "c(id)");

    public static final String GONE = "p[(2)]\nc[(3,2)]\ng[(3,3)]\ns[(1,null), (2,null), (3,3)]\nother_work[]\n";
    private static final String ALL_COMMITTED = GONE.replace("other_work[]", "other_work[(1)]");

    /** Brings the fault about while the message is on its way, and says what the application shall be told. */
    @FunctionalInterface
    interface Disaster {
        CuttingProxy.Fault strike(CuttingProxy proxy, int n, long session) throws SQLException;
    }

    private final Space space;
    private final Schema schema;
    private final CuttingProxy proxy;
    private final DataSource application;
    private final Sessions sessions;
    private final Connection observer;

    private FaultTrial(Scenario scenario, Space space, Schema.Keys keys, boolean natively) throws SQLException {
        this.space = space;
        this.schema = Schema.build(scenario, space, keys);
        this.observer = space.dataSource().getConnection();
        this.proxy = CuttingProxy.before(space);
        UrlDataSource through = proxy.through(space.dataSource());
        this.application = natively ? through : Ours.withRelations(through, Map.of(), FAMILY.keys());
        this.sessions = new Sessions(space);
    }

    /** With keys that the database carries out itself. */
    static FaultTrial natively(Database database) throws SQLException {
        return new FaultTrial(FAMILY, Space.create(database.twin()), Schema.Keys.AS_WANTED, true);
    }

    /** Through the library. */
    static FaultTrial ours(Database database, Schema.Keys keys) throws SQLException {
        return ours(FAMILY, database, keys);
    }

    /** The same with another scenario that has the family's keys. */
    static FaultTrial ours(Scenario scenario, Database database, Schema.Keys keys) throws SQLException {
        return new FaultTrial(scenario, Space.create(database), keys, false);
    }

    Schema schema() {
        return schema;
    }

    Space space() {
        return space;
    }

    CuttingProxy proxy() {
        return proxy;
    }

    Sessions sessions() {
        return sessions;
    }

    DataSource application() {
        return application;
    }

    /** How many messages that form sends where nothing goes wrong. */
    int messages(FaultForm form) throws SQLException {
        undisturbed(form); // what is asked once for each text is asked now
        return undisturbed(form);
    }

    private int undisturbed(FaultForm form) throws SQLException {
        schema.fill();
        try (Connection connection = application.getConnection()) {
            form.prepare(connection);
            CuttingProxy.Fault count = proxy.count();
            form.run(connection, () -> {});
            int messages = count.messages();
            assertThat(content()).isEqualTo(form.inTransaction() ? ALL_COMMITTED : GONE);
            return messages;
        }
    }

    /**
     * Lets the disaster strike at every message, and looks at the database when the session has ended: all, or nothing.
     *
     * @return what the application was told, and how often nothing was undone
     */
    Told atEveryMessage(FaultForm form, Disaster disaster) throws SQLException {
        int messages = messages(form);
        Set<String> told = new LinkedHashSet<>();
        List<Integer> done = new ArrayList<>();
        for (int n = 1; n <= messages; n++) {
            schema.fill();
            AtomicBoolean committing = new AtomicBoolean();
            try (Connection connection = application.getConnection()) {
                long session = Sessions.id(space.database(), connection);
                form.prepare(connection);
                CuttingProxy.Fault fault = disaster.strike(proxy, n, session);
                SQLException failure = null;
                try {
                    form.run(connection, () -> committing.set(true));
                } catch (SQLException e) {
                    failure = e;
                }
                assertThat(fault.happened()).as("%s at message %d of %d", form, n, messages).isTrue();
                assertThat((Throwable) failure).as("%s at message %d of %d", form, n, messages).isNotNull();
                told.add(SideBySide.describe(failure));
                sessions.awaitEnd(session);
                String content = content();
                boolean mayBeDone = !form.inTransaction() || committing.get();
                assertThat(content)
                        .as("%s at message %d of %d, %s", form, n, messages, failure)
                        .isIn(initial(), mayBeDone ? form.inTransaction() ? ALL_COMMITTED : GONE : initial());
                if (!content.equals(initial())) {
                    done.add(n);
                }
                assertThat(connection.isValid(1)).isFalse();
            }
        }
        return new Told(messages, told, done);
    }

    /**
     * What came of striking at every message.
     *
     * @param errors what the application was told
     * @param done where the cascade was there all the same
     */
    record Told(int messages, Set<String> errors, List<Integer> done) {}

    String initial() {
        return schema.initial() + "other_work[]\n";
    }

    /** As another session sees it. */
    String content() throws SQLException {
        return schema.content(observer) + "other_work" + schema.rows(observer, "other_work") + "\n";
    }

    @Override
    public void close() throws SQLException {
        sessions.close();
        observer.close();
        proxy.close();
        space.close();
    }
}
