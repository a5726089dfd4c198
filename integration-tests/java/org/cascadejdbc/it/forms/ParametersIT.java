package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;

/** A cascade's parameters mean what they mean to a native DELETE, set in every way that JDBC knows. */
class ParametersIT {
    /** Sets the only parameter. */
    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    private static final byte[] BYTES = {0, 1, 2, (byte) 0xFF};
    private static final Date DATE = Date.valueOf("2024-02-29");
    private static final Time TIME = Time.valueOf("13:14:15");
    private static final Timestamp TIMESTAMP = Timestamp.valueOf("2024-02-29 13:14:15");
    private static final List<String> COLUMNS = List.of("i", "l", "s", "d", "b", "dt", "tm", "ts", "bin");
    private static final Map<String, Setter> SETTERS = setters();

    private static Scenario table(Database database) {
        boolean postgreSql = database == Database.POSTGRESQL;
        String bytes = postgreSql ? "bytea" : database.isMySql() || database == Database.HSQLDB ? "varbinary(10)" : "blob";
        String value = postgreSql ? "'\\x000102ff'" : "x'000102FF'";
        String yes = postgreSql ? "true" : "1";
        return Scenario.named("all types")
                .table(
                        "p",
                        "id int primary key, i int, l bigint, s varchar(50), d decimal(10,2), b boolean, dt date, tm time,"
                                + " ts timestamp NULL, bin " + bytes,
                        "(1, 7, 7000000000, 'ä7', 7.50, " + yes + ", '2024-02-29', '13:14:15', '2024-02-29 13:14:15', "
                                + value + "), (2, null, null, null, null, null, null, null, null, null)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)");
    }

    @SuppressWarnings("deprecation") // setUnicodeStream and the scale of BigDecimal are to be passed on, too
    private static Map<String, Setter> setters() {
        Map<String, Setter> all = new LinkedHashMap<>();
        all.put("setInt", s -> s.setInt(1, 7));
        all.put("setShort", s -> s.setShort(1, (short) 7));
        all.put("setByte", s -> s.setByte(1, (byte) 7));
        all.put("setLong", s -> s.setLong(1, 7_000_000_000L));
        all.put("setFloat", s -> s.setFloat(1, 7.5f));
        all.put("setDouble", s -> s.setDouble(1, 7.5));
        all.put("setBigDecimal", s -> s.setBigDecimal(1, new BigDecimal("7.50")));
        all.put("setBoolean", s -> s.setBoolean(1, true));
        all.put("setString", s -> s.setString(1, "ä7"));
        all.put("setString digits", s -> s.setString(1, "7"));
        all.put("setNString", s -> s.setNString(1, "ä7"));
        all.put("setBytes", s -> s.setBytes(1, BYTES.clone()));
        all.put("setDate", s -> s.setDate(1, DATE));
        all.put("setDate calendar", s -> s.setDate(1, DATE, utc()));
        all.put("setTime", s -> s.setTime(1, TIME));
        all.put("setTime calendar", s -> s.setTime(1, TIME, utc()));
        all.put("setTimestamp", s -> s.setTimestamp(1, TIMESTAMP));
        all.put("setTimestamp calendar", s -> s.setTimestamp(1, TIMESTAMP, utc()));
        all.put("setNull", s -> s.setNull(1, Types.INTEGER));
        all.put("setNull named", s -> s.setNull(1, Types.VARCHAR, "varchar"));
        all.put("setObject null", s -> s.setObject(1, null));
        all.put("setAsciiStream", s -> s.setAsciiStream(1, new ByteArrayInputStream(ascii("7")), 1));
        all.put("setAsciiStream all", s -> s.setAsciiStream(1, new ByteArrayInputStream(ascii("7"))));
        all.put("setUnicodeStream", s -> s.setUnicodeStream(1, new ByteArrayInputStream(ascii("7")), 1));
        all.put("setCharacterStream", s -> s.setCharacterStream(1, new StringReader("ä7"), 2));
        all.put("setCharacterStream all", s -> s.setCharacterStream(1, new StringReader("ä7")));
        all.put("setNCharacterStream", s -> s.setNCharacterStream(1, new StringReader("ä7")));
        all.put("setClob", s -> s.setClob(1, new StringReader("ä7")));
        all.put("setClob length", s -> s.setClob(1, new StringReader("ä7"), 2));
        all.put("setNClob", s -> s.setNClob(1, new StringReader("ä7")));
        all.put("setBinaryStream", s -> s.setBinaryStream(1, new ByteArrayInputStream(BYTES), BYTES.length));
        all.put("setBinaryStream long", s -> s.setBinaryStream(1, new ByteArrayInputStream(BYTES), 4L));
        all.put("setBinaryStream all", s -> s.setBinaryStream(1, new ByteArrayInputStream(BYTES)));
        all.put("setBlob", s -> s.setBlob(1, new ByteArrayInputStream(BYTES)));
        all.put("setBlob length", s -> s.setBlob(1, new ByteArrayInputStream(BYTES), 4));
        all.put("setObject as decimal", s -> s.setObject(1, "7.5", Types.DECIMAL, 2));
        all.put("setObject as integer", s -> s.setObject(1, "7", Types.INTEGER));
        all.put("setObject as varchar", s -> s.setObject(1, 7, Types.VARCHAR));
        all.put("setObject as JDBCType", s -> s.setObject(1, 7, JDBCType.BIGINT));
        all.put("setObject as other", s -> s.setObject(1, "7", Types.OTHER));
        Object[] values = {
            7, 7_000_000_000L, "ä7", new BigDecimal("7.5"), true, DATE, TIME, TIMESTAMP, BYTES, 'x', 7.5f, (short) 7,
            LocalDate.of(2024, 2, 29), LocalTime.of(13, 14, 15), LocalDateTime.of(2024, 2, 29, 13, 14, 15),
            OffsetDateTime.of(2024, 2, 29, 13, 14, 15, 0, ZoneOffset.UTC), new UUID(1, 2), new Object()
        };
        for (Object value : values) {
            all.put("setObject " + value.getClass().getSimpleName(), s -> s.setObject(1, value));
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    }

    @OnDatabases(h2 = true)
    void everySetterOnEveryType(Database database) throws SQLException {
        compareSetters(database, "");
    }

    @OnDatabases(except = Database.SQLITE, h2 = true)
    void everySetterOnServerSidePreparedStatements(Database database) throws SQLException {
        // not from a cache: a cached statement keeps the types of its first execution, natively
        compareSetters(database, database.isMySql() ? "useServerPrepStmts=true" : serverSide(database));
    }

    private static String serverSide(Database database) {
        return database.isMySql()
                ? "useServerPrepStmts=true&cachePrepStmts=true"
                : database == Database.POSTGRESQL ? "prepareThreshold=1" : "";
    }

    private static void compareSetters(Database database, String parameters) throws SQLException {
        List<String> told = SideBySide.compare(database, table(database), parameters, (schema, connection, list) -> {
            connection.setAutoCommit(false); // each is rolled back, which is faster than to fill
            for (String column : COLUMNS) {
                if (database == Database.MARIADB && column.equals("tm")) {
                    continue; // its DELETE finds a TIME by a text that has a date besides, and no query of it does
                }
                String sql = "DELETE FROM p WHERE " + column + " = ?";
                for (Map.Entry<String, Setter> setter : SETTERS.entrySet()) {
                    String what = column + " " + setter.getKey() + ": ";
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        // what is no date has another error in MySQL's queries than in its DELETE
                        list.add(what + execute(statement, setter.getValue()).replace("HY000/1525", "22001/1292"));
                        list.add(what + schema.rows(connection, "g"));
                    } catch (SQLException aborted) {
                        list.add(what + aborted.getSQLState());
                    }
                    connection.rollback();
                }
            }
            connection.setAutoCommit(true);
        });
        assertThat(told).filteredOn(line -> line.endsWith(": 1")).hasSizeGreaterThan(25);
    }

    private static String execute(PreparedStatement statement, Setter setter) {
        try {
            setter.set(statement);
            return String.valueOf(statement.executeUpdate());
        } catch (SQLException e) {
            return SideBySide.describe(e);
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    @OnDatabases(h2 = true)
    void aStatementIsExecutedAgainAndAgain(Database database) throws SQLException {
        Scenario fifty = Scenario.named("fifty")
                .table("p", "id int primary key, s varchar(10)", rows("(%1$d,'s%1$d')"))
                .table("c", "id int primary key, p int", rows("(%1$d,%1$d)"))
                .table("g", "id int primary key, c int", rows("(%1$d,%1$d)"))
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)");
        for (String parameters : List.of("", serverSide(database))) {
            List<String> told = SideBySide.compare(database, fifty, parameters, (schema, connection, list) -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("DELETE FROM p WHERE id = ? AND s = ? /* again */")) {
                    for (int i = 1; i <= 50; i++) {
                        statement.setInt(1, i);
                        if (i % 10 != 0) {
                            statement.setString(2, "s" + i); // else that of the execution before: no row
                        }
                        list.add(i + ": " + statement.executeUpdate());
                        if (database != Database.SQLITE) { // whose driver forgets its count
                            list.add(i + " again: " + statement.getUpdateCount());
                        }
                        list.add(i + " more: " + statement.getMoreResults() + statement.getUpdateCount());
                    }
                    statement.clearParameters();
                    statement.setInt(1, 10);
                    list.add("a parameter is missing: " + execute(statement, s -> {}));
                    statement.setString(2, "s10");
                    list.add("set: " + execute(statement, s -> {}));
                    list.add("no such parameter: " + execute(statement, s -> s.setInt(3, 1)));
                    list.add("executed: " + statement.execute() + statement.getResultSet());
                }
                list.add(schema.content(connection));
            });
            assertThat(told).contains("49: 1", "49 more: false-1", "50: 0", "set: 1");
        }
    }

    private static String rows(String row) {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 50; i++) {
            rows.append(i == 1 ? "" : ",").append(String.format(row, i));
        }
        return rows.toString();
    }

    @OnDatabases(h2 = true)
    void theNextExecutionFollowsTheDefinitionsInBetween(Database database) throws SQLException {
        for (String parameters : List.of("", serverSide(database))) {
            try (Space space = Space.create(database)) {
                space.run("CREATE TABLE p (id int primary key); INSERT INTO p VALUES (1),(2),(3),(4)");
                UrlDataSource delegate = SideBySide.with(space.dataSource(), parameters);
                try (Connection connection =
                                Ours.over(delegate, Map.of("cascade.strategy", "emulate")).getConnection();
                        PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?");
                        var definition = connection.createStatement()) {
                    String create = "CREATE TABLE %s (id int primary key, p int, CONSTRAINT %s_p FOREIGN KEY (p)"
                            + " REFERENCES p (id) ON DELETE CASCADE)";
                    assertThat(deleted(delete, 1)).isEqualTo(1);
                    definition.execute(String.format(create, "c", "c"));
                    definition.execute("INSERT INTO c VALUES (2,2),(3,3)");
                    assertThat(deleted(delete, 2)).isEqualTo(1);
                    assertThat(ids(connection, "c")).containsExactly("3");
                    definition.execute(String.format(create, "d", "d"));
                    definition.execute("INSERT INTO d VALUES (3,3),(4,4)");
                    assertThat(deleted(delete, 3)).isEqualTo(1);
                    assertThat(ids(connection, "c")).isEmpty();
                    assertThat(ids(connection, "d")).containsExactly("4");
                    if (database != Database.SQLITE) { // which cannot drop a key
                        definition.execute("ALTER TABLE d DROP CONSTRAINT d_p");
                        assertThat(deleted(delete, 4)).isEqualTo(1);
                        assertThat(ids(connection, "d")).containsExactly("4");
                        definition.execute("INSERT INTO p VALUES (4)");
                    }
                    definition.execute("DROP TABLE d");
                    assertThat(deleted(delete, 4)).isEqualTo(1);
                }
            }
        }
    }

    private static int deleted(PreparedStatement delete, int id) throws SQLException {
        delete.setInt(1, id);
        return delete.executeUpdate();
    }

    private static List<String> ids(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
            StringBuilder ids = new StringBuilder();
            while (rows.next()) {
                ids.append(' ').append(rows.getString(1));
            }
            return Arrays.stream(ids.toString().strip().split(" ")).filter(id -> !id.isEmpty()).toList();
        }
    }
}
