package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How PostgreSQL writes a constant down depends on the settings of the session that has read the catalog; what it is when a row
 * lets go by one of two keys depends on the column's default alone, as by the native twin.
 */
class DefaultsUnderSettingsIT {
    /** A type, its default, the value that goes, one that the default must not become, and settings first and then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "float8 | '1.23456789'::float8 | 7 | 1.2 | extra_float_digits = -14 | extra_float_digits = 3",
        "real | '1.2345678'::real | 7 | 1.2 | extra_float_digits = -14 | extra_float_digits = 3",
        "real | 0.1 | 7 | 0.2 | extra_float_digits = -14 | extra_float_digits = 3",
        "interval | '-1 days -02:03:00' | '9 days' | '-1 days +02:03:00' | IntervalStyle = sql_standard | IntervalStyle = postgres",
        "varchar(3) | 'abcdef'::text | 'zzz' | 'abc' | extra_float_digits = 1 | extra_float_digits = 1",
        "varchar(3) | 'abcdef'::varchar | 'zzz' | 'abc' | extra_float_digits = 1 | extra_float_digits = 1",
        "varchar(3) | 'abc'::text | 'zzz' | 'ab' | extra_float_digits = 1 | extra_float_digits = 1",
        "char(3) | 'abcdef'::text | 'zzz' | 'abc' | extra_float_digits = 1 | extra_float_digits = 1",
        "numeric(3,1) | 1.26 | 7 | 1.2 | extra_float_digits = -14 | extra_float_digits = 3",
        "money | 1.25 | 7 | 1.2 | lc_monetary = 'C' | lc_monetary = 'C'",
        "bytea | 'a' | 'z' | 'b' | bytea_output = escape | bytea_output = hex",
        "timestamptz | '2020-02-01 00:00:00+03' | '2020-05-05' | '2020-02-01' | TimeZone = 'Asia/Tokyo' | TimeZone = 'America/New_York'",
        "date | '2020-02-01' | '2020-05-05' | '2020-01-02' | DateStyle = 'ISO, MDY' | DateStyle = 'ISO, DMY'",
        "int | 5 | 7 | 6 | extra_float_digits = 1 | extra_float_digits = 1"
    })
    void aDefaultIsTheColumns(String type, String expression, String goes, String other, String first, String then) throws SQLException {
        List<String> told = new ArrayList<>();
        for (boolean natively : new boolean[] {true, false}) {
            try (Space space = Space.create(Database.POSTGRESQL)) {
                build(space, natively, type, expression, goes, other);
                DataSource source = natively ? space.dataSource() : Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                        "ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES q (v) ON DELETE SET DEFAULT",
                        "ALTER TABLE c ADD FOREIGN KEY (b) REFERENCES q (id) ON DELETE SET NULL"));
                delete(source, first, "DELETE FROM q WHERE id = 99");
                told.add(delete(source, then, "DELETE FROM q WHERE id = 1") + rows(space));
            }
        }
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    private static void build(Space space, boolean natively, String type, String expression, String goes, String other)
            throws SQLException {
        space.run("CREATE TABLE q (id int PRIMARY KEY, v " + type + " UNIQUE)");
        space.run("CREATE TABLE c (n int, a " + type + " DEFAULT " + expression + (natively ? " REFERENCES q (v) ON DELETE SET DEFAULT" : "")
                + ", b int" + (natively ? " REFERENCES q (id) ON DELETE SET NULL" : "") + ")");
        space.run("INSERT INTO q VALUES (1, " + goes + "), (3, " + other + ")");
        space.run("INSERT INTO c VALUES (1, " + goes + ", 1), (2, " + goes + ", NULL)");
        try {
            space.run("INSERT INTO q VALUES (2, " + expression + ")");
        } catch (SQLException tooLong) {
            assertThat(tooLong.getSQLState()).isEqualTo("22001");
        }
    }

    /** The update count, or the error's state. */
    private static String delete(DataSource source, String setting, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SET " + setting);
            try {
                return statement.executeUpdate(sql) + " ";
            } catch (SQLException e) {
                return e.getSQLState() + " ";
            }
        }
    }

    private static String rows(Space space) throws SQLException {
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT format('%s %s', (SELECT array_agg(row_to_json(c) ORDER BY n) FROM c),"
                        + " (SELECT array_agg(row_to_json(q) ORDER BY id) FROM q))")) {
            row.next();
            return row.getString(1);
        }
    }
}
