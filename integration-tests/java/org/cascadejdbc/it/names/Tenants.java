package org.cascadejdbc.it.names;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** Two schemas with the same tables. */
final class Tenants implements AutoCloseable {
    final Space one;
    final Space two;
    final String[] names;
    private final Schema first;
    private final Schema second;
    private boolean roles;

    Tenants(Scenario scenario, Database database, Schema.Keys firstKeys, Schema.Keys secondKeys) throws SQLException {
        one = Space.create(database);
        two = Space.create(database);
        first = Schema.build(scenario, one, firstKeys);
        second = Schema.build(scenario, two, secondKeys);
        names = new String[] {one.say("@own"), two.say("@own")};
    }

    /** A role for each schema, with its name. */
    void grant() throws SQLException {
        if (one.database() != Database.POSTGRESQL) {
            return;
        }
        roles = true;
        for (Space space : List.of(one, two)) {
            space.run("CREATE ROLE @own; GRANT USAGE ON SCHEMA @own TO @own; "
                    + "GRANT ALL ON ALL TABLES IN SCHEMA @own TO @own");
        }
    }

    String first() throws SQLException {
        return content(first, one);
    }

    String second() throws SQLException {
        return content(second, two);
    }

    private static String content(Schema schema, Space space) throws SQLException {
        try (Connection connection = space.dataSource().getConnection()) {
            return schema.content(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Space space : List.of(one, two)) {
            if (roles) {
                space.run("DROP OWNED BY @own; DROP ROLE @own");
            }
            space.close();
        }
    }
}
