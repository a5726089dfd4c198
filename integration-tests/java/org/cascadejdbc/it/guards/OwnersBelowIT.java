package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Finding;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.it.support.ForeignServer;
import org.cascadejdbc.it.support.Ours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * PostgreSQL: what a statement comes to that names a table of one's own: partitions, what is under a view, what inherits from that,
 * rules, at any depth and of any kind. A stranger's among them, and her code would run with the rights of whoever deletes.
 */
class OwnersBelowIT {
    private static final String DELETE = "DELETE FROM customer WHERE id = 1";
    private static final String FOREIGN = "CREATE FOREIGN TABLE @other.below (id int, customer int, CHECK (@other.folded('x') > 0))"
            + " SERVER @own_server OPTIONS (schema_name '@own', table_name 'afar');"
            + " CREATE TRIGGER t BEFORE DELETE OR UPDATE ON @other.below FOR EACH ROW EXECUTE FUNCTION @other.fired()";
    private static final String TABLE = "CREATE TABLE @other.below (id int, customer int);"
            + " CREATE INDEX ON @other.below (id) WHERE @other.folded('x') > 0;"
            + " CREATE TRIGGER t BEFORE DELETE OR UPDATE ON @other.below FOR EACH ROW EXECUTE FUNCTION @other.fired()";
    private static final String WHOLE = "CREATE TABLE whole (id int, customer int) PARTITION BY LIST (id);";
    private static final String PARENT = "CREATE TABLE base (id int, customer int);";

    /** What there is of hers, how it comes to be below somebody else's, and what a relation names. */
    enum Below {
        FOREIGN_PARTITION(FOREIGN, WHOLE + "ALTER TABLE whole ATTACH PARTITION @other.below FOR VALUES IN (1)", "whole", "CASCADE"),
        FOREIGN_PARTITION_SET_NULL(
                FOREIGN, WHOLE + "ALTER TABLE whole ATTACH PARTITION @other.below FOR VALUES IN (1)", "whole", "SET NULL"),
        FOREIGN_TABLE(FOREIGN, "", "@other.below", "CASCADE"),
        DEEP_PARTITION(TABLE, WHOLE + "CREATE TABLE middle PARTITION OF whole FOR VALUES IN (1) PARTITION BY LIST (id);"
                + " CREATE TABLE low PARTITION OF middle FOR VALUES IN (1) PARTITION BY LIST (id);"
                + " ALTER TABLE middle OWNER TO @own_app; ALTER TABLE low OWNER TO postgres;"
                + " ALTER TABLE low ATTACH PARTITION @other.below FOR VALUES IN (1)", "whole", "CASCADE"),
        DEEP_FOREIGN_PARTITION(FOREIGN, WHOLE + "CREATE TABLE middle PARTITION OF whole FOR VALUES IN (1) PARTITION BY LIST (id);"
                + " ALTER TABLE middle ATTACH PARTITION @other.below FOR VALUES IN (1)", "whole", "CASCADE"),
        UNDER_A_VIEW(TABLE, "CREATE VIEW seen AS SELECT * FROM @other.below", "seen", "RESTRICT"),
        HEIR_UNDER_A_VIEW(TABLE, PARENT + "ALTER TABLE @other.below INHERIT base; CREATE VIEW seen AS SELECT * FROM base", "seen",
                "RESTRICT"),
        HEIR_OF_AN_HEIR(TABLE, PARENT + "CREATE TABLE heir () INHERITS (base); ALTER TABLE @other.below INHERIT heir;"
                + " CREATE VIEW seen AS SELECT * FROM base", "seen", "RESTRICT"),
        FOREIGN_HEIR(FOREIGN, PARENT + "ALTER TABLE @other.below INHERIT base; CREATE VIEW seen AS SELECT * FROM base", "seen",
                "CASCADE"),
        HEIR_UNDER_VIEWS(TABLE, PARENT + "ALTER TABLE @other.below INHERIT base; CREATE VIEW first AS SELECT * FROM base;"
                + " CREATE VIEW second AS SELECT f.* FROM first f; CREATE VIEW seen AS SELECT * FROM second", "seen", "SET NULL"),
        PARTITION_UNDER_VIEWS(TABLE, WHOLE + "CREATE TABLE middle PARTITION OF whole FOR VALUES IN (1) PARTITION BY LIST (id);"
                + " ALTER TABLE middle ATTACH PARTITION @other.below FOR VALUES IN (1); CREATE VIEW first AS SELECT * FROM whole;"
                + " CREATE VIEW seen AS SELECT * FROM first", "seen", "RESTRICT"),
        MATERIALIZED("CREATE MATERIALIZED VIEW @other.below AS SELECT 1 AS id, 2 AS customer;"
                + " CREATE INDEX ON @other.below (id) WHERE @other.folded('x') > 0",
                "CREATE VIEW seen AS SELECT * FROM @other.below", "seen", "RESTRICT"),
        BEHIND_A_RULE(TABLE, PARENT + "CREATE RULE also AS ON DELETE TO base DO ALSO DELETE FROM @other.below WHERE id = old.id",
                "base", "CASCADE"),
        LOOKED_INTO(TABLE, PARENT + "CREATE VIEW seen AS SELECT * FROM base b WHERE b.id NOT IN (SELECT id FROM @other.below)", "seen",
                "RESTRICT");

        private final String hers;
        private final String others;
        private final String named;
        private final String rule;

        Below(String hers, String others, String named, String rule) {
            this.hers = hers;
            this.others = others;
            this.named = named;
            this.rule = rule;
        }

        void build(Mallory mallory) throws SQLException {
            ForeignServer.create(mallory.space());
            mallory.space().run("CREATE TABLE afar (id int, customer int)");
            mallory.space().run("INSERT INTO afar VALUES (1, 1)");
            mallory.space().run("GRANT USAGE ON FOREIGN SERVER @own_server TO @own_mallory");
            mallory.run(hers);
            if (!others.isEmpty()) {
                mallory.space().run(others);
            }
            mallory.hasWon(); // who attaches her table steps into the trap, too
        }

        DataSource over(Mallory mallory, Map<String, String> options) {
            return Ours.withRelationsFile(mallory.as("postgres"), options, List.of(mallory.space().say("ALTER TABLE "
                    + (named.startsWith("@") ? "" : "@own.") + named
                    + " ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE " + rule)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfHersIsCome(Below below) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            below.build(mallory);
            DataSource ours = below.over(mallory, Map.of());
            for (String sql : List.of(DELETE, "DELETE FROM customer", DELETE + " RETURNING id", "EXPLAIN CASCADE " + DELETE,
                    "WITH d AS (" + DELETE + " RETURNING id) SELECT id FROM d")) {
                assertThatThrownBy(() -> execute(ours, sql)).as(sql)
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("below belongs to " + mallory.role())
                        .hasMessageContaining("cascade.trustedOwners");
                assertThat(mallory.hasWon()).as(sql).isFalse();
            }
            assertThat(((CascadeDataSource) ours).check().findings(Finding.Kind.NOT_CHECKED))
                    .anySatisfy(finding -> assertThat(finding.message())
                            .contains(below.named.replaceFirst(".*\\.", ""), "belongs to", "trustedOwners"));
            assertThat(((CascadeDataSource) ours).suggest(SuggestOptions.defaults()).toString()).isNotEmpty();
            assertThat(mallory.hasWon()).as("by who looks").isFalse();
            DataSource trusting = below.over(mallory, Map.of("cascade.trustedOwners", mallory.role()));
            if (below == Below.BEHIND_A_RULE || below == Below.FOREIGN_PARTITION_SET_NULL) { // not carried out whoever owns it
                assertThatThrownBy(() -> execute(trusting, DELETE)).hasMessageMatching("(?s).*(?:CREATE RULE|moves no row).*");
                return;
            }
            try {
                execute(trusting, DELETE);
            } catch (SQLException e) {
                assertThat(e.getMessage()).as("rows in the way").contains("that stays references a row that would go");
            }
            assertThat(mallory.hasWon()).as("the trap is one").isTrue();
        }
    }

    private static void execute(DataSource source, String... sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }
}
