package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A DELETE that cascades looks like one that the database carried out. */
class StatementTest extends Shop {
    @Test
    void executeLeavesTheCountOnce() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(7);
            ResultSet before = statement.executeQuery("select id from orders");
            assertThat(statement.execute("delete from customer where id in (1, 2)")).isFalse();

            assertThat(before.isClosed()).isTrue();
            assertThat(log).contains("cascade 7");
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(2);
            assertThat(statement.getLargeUpdateCount()).isEqualTo(2);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(count("orders")).isEqualTo(1);
        }
    }

    @Test
    void theNextStatementHasItsOwnResult() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("delete from customer where id = 1")).isEqualTo(1);
            assertThat(statement.execute("select id from orders order by id")).isTrue();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getResultSet().getInt(1)).isEqualTo(20);
        }
    }

    @Test
    void everyWayToUpdateCascades() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeLargeUpdate("delete from customer where id = 1")).isEqualTo(1);
            assertThat(statement.executeUpdate("delete from customer where id = 2", Statement.NO_GENERATED_KEYS))
                    .isEqualTo(1);
            assertThat(statement.execute("delete from customer where id = 3", Statement.RETURN_GENERATED_KEYS)).isFalse();
        }
        assertThat(count("orders")).isZero();
    }

    @Test
    void whatIsNotToBeAskedOfAStatementIsRefusedBeforeAnyRowGoes() throws SQLException {
        String sql = "delete from customer where id = 1";
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement(sql);
                PreparedStatement other = connection.prepareStatement("select 1")) {
            assertThatThrownBy(() -> statement.execute(sql, new String[] {"id"}))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(prepared::executeQuery).isExactlyInstanceOf(SQLException.class);
            assertThatThrownBy(() -> prepared.execute(sql)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> other.executeUpdate(sql)).hasMessageContaining("createStatement");
        }
        assertThat(count("customer")).isEqualTo(3);
    }

    @Test
    void sqliteGivesEmptyKeysOfADelete() throws SQLException {
        String sql = "delete from customer where id = 1";
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            assertThat(statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS)).isEqualTo(1);
            assertThat(statement.getGeneratedKeys().next()).isFalse();
            assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
            assertThat(prepared.executeUpdate()).isZero();
            assertThat(prepared.getGeneratedKeys().next()).isFalse();
        }
    }

    @Test
    void aDeleteInsideACallIsRefused() throws SQLException {
        Connection recorded = new Recorder().delegate(Connection.class);
        CascadeConnection calls = new CascadeConnection(recorded, connection.session());
        try (CallableStatement call = calls.prepareCall("delete from customer where id = 1")) {
            assertThatThrownBy(call::execute)
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("prepareStatement");
        }
        assertThat(calls.prepareCall("{call p}").execute()).isFalse();
    }

    @Test
    void aPreparedDeleteCascadesEachTimeWithItsParameters() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from customer where id = ?")) {
            statement.setInt(1, 1);
            assertThat(statement.executeUpdate()).isEqualTo(1);
            statement.setInt(1, 2);
            assertThat(statement.execute()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.executeLargeUpdate()).isZero();
            // At once and as natively: this is what SQLite's driver says to a parameter that does not exist.
            assertThatThrownBy(() -> statement.setInt(2, 1)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void aPreparedDeleteThatPassesIsTheDelegates() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from orders where id = ?")) {
            statement.setInt(1, 10);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        assertThat(log).containsExactly("examine");
    }

    @Test
    void theCatalogIsForgottenAfterADefinitionEvenAFailedOne() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table t (id integer)");
            assertThat(log).containsExactly("examine", "forget");
            assertThatThrownBy(() -> statement.executeUpdate("create table t (id integer)"))
                    .isInstanceOf(SQLException.class);
            assertThat(log).containsExactly("examine", "forget", "examine", "forget");
        }
        connection.setAutoCommit(false);
        connection.rollback();
        assertThat(log).containsExactly("examine", "forget", "examine", "forget", "ended", "ended");
    }

    @Test
    void whatIsNoDeleteIsNotLookedAt() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select id from orders")) {
            assertThat(statement.executeUpdate("update orders set id = id")).isEqualTo(4);
            assertThat(prepared).isExactlyInstanceOf(PlainPreparedStatement.class);
        }
        assertThat(log).isEmpty();
    }

    @Test
    void closedObjectsStayClosed() throws SQLException {
        Statement statement = connection.createStatement();
        statement.close();
        statement.close();
        assertThatThrownBy(() -> statement.executeUpdate("delete from customer where id = 1"))
                .isInstanceOf(SQLException.class);
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void aRowIsNotDeletedUnseen() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet resultSet = statement.executeQuery("select id from customer");
            assertThatThrownBy(resultSet::deleteRow).hasMessage("row of: select id from customer");
        }
    }

    @Test
    void cancelReachesTheSessionOnlyDuringACascade() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.cancel();
            assertThat(log).isEmpty();
            during = () -> {
                statement.cancel();
                return null;
            };
            statement.executeUpdate("delete from customer where id = 1");
            statement.cancel();
            assertThat(log).containsExactly("examine", "cascade 0", "cancel");
        }
    }
}
