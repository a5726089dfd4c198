package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The values of one execution, for all of a script's texts and for those that have only some of them. */
class ParametersTest {
    private static Parameters three() {
        Parameters parameters = new Parameters();
        for (int value = 1; value <= 3; value++) {
            int number = value;
            parameters.set(number, (statement, index) -> statement.setInt(index, number * 10));
        }
        return parameters;
    }

    private static String bound(String sql, Parameters parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bindTo(statement);
            try (ResultSet row = statement.executeQuery()) {
                return row.getString(1);
            }
        }
    }

    @Test
    void allOfThem() throws SQLException {
        assertThat(bound("select ? || ' ' || ? || ' ' || ?", three())).isEqualTo("10 20 30");
    }

    @Test
    void thoseBeforeReturningAndThoseInIt() throws SQLException {
        assertThat(bound("select ? || ' ' || ?", three().before(3))).isEqualTo("10 20");
        assertThat(bound("select ? || ' ' || ?", three().from(2))).isEqualTo("20 30");
        assertThat(bound("select 'none'", three().from(4))).isEqualTo("none");
        assertThat(bound("select 'none'", three().before(1))).isEqualTo("none");
    }
}
