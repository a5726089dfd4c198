package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.junit.jupiter.api.Test;

/** Which columns a relation sets, beside a declared {@code SET NULL (x)} and beside another relation. */
class SetColumnsTest {
    private static final String ADD = "ALTER TABLE c ADD FOREIGN KEY (x, y) REFERENCES p (id, nr) ON DELETE ";

    private static List<String> setColumns(String... rules) {
        KeyGraph catalog = Graphs.graph()
                .table("p(id*, nr*)")
                .table("c(id*, x?, y?)")
                .nativeKey("c(x, y) -> p(id, nr) SET NULL (x)")
                .build();
        String ddl = ADD + String.join("; " + ADD, rules);
        return new Relations(catalog, new SearchPath(List.of(Graphs.SCHEMA)), false, ReferentialAction.NO_ACTION)
                .apply(ForeignKeyScript.parse(ddl, "cascade.sql", Lexis.POSTGRESQL))
                .keys()
                .get(0)
                .setColumns();
    }

    @Test
    void aRelationWithAnotherRuleSetsAllColumns() {
        assertThat(setColumns("SET DEFAULT")).containsExactly("x", "y");
    }

    @Test
    void aRelationWithTheSameRuleSetsWhatIsDeclaredUnlessItNamesColumns() {
        assertThat(setColumns("SET NULL")).containsExactly("x");
        assertThat(setColumns("SET NULL (y)")).containsExactly("y");
    }

    @Test
    void twoRelationsThatSetDifferentColumnsContradictEachOther() {
        assertThat(setColumns("SET NULL (y)", "SET NULL (y)")).containsExactly("y");
        assertThatThrownBy(() -> setColumns("SET NULL (y)", "SET NULL (x)"))
                .isInstanceOf(RelationException.class)
                .hasMessageContaining("declared twice");
    }
}
