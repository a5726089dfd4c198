package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What relations make of the catalog's keys, and what is said of those that fit nothing. */
class RelationsTest {
    private static final String ADD = "ALTER TABLE orders ADD CONSTRAINT named FOREIGN KEY ";

    private static Graphs shop() {
        return Graphs.graph()
                .table("customer(id*, country*, code)")
                .table("plain(code)")
                .table("person(id*)")
                .table("orders(id*, person_id?, customer_id?, country?)")
                .nativeKey("declared: orders(person_id) -> person(id) RESTRICT")
                .nativeKey("pair: orders(customer_id, country) -> customer(id, country) SET NULL (customer_id)");
    }

    private static KeyGraph apply(Graphs graphs, ReferentialAction noAction, String ddl) {
        return relations(graphs, noAction).apply(read(ddl));
    }

    private static KeyGraph apply(String ddl) {
        return apply(shop(), ReferentialAction.NO_ACTION, ddl);
    }

    private static Relations relations(Graphs graphs, ReferentialAction noAction) {
        return new Relations(
                graphs.build(), new SearchPath(List.of(Graphs.SCHEMA, "other")), false, noAction);
    }

    private static List<ForeignKeyDeclaration> read(String ddl) {
        return ForeignKeyScript.parse(ddl, "cascade.sql", Lexis.POSTGRESQL);
    }

    private static ForeignKey key(KeyGraph graph, String name) {
        return graph.keys().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String ddl) {
        return assertThatThrownBy(() -> apply(ddl))
                .isInstanceOf(RelationException.class)
                .hasMessageContaining("cascade.sql:1");
    }

    // ---- what a relation does -------------------------------------------------------------------------------------

    @Test
    void withoutRelationsTheCatalogHolds() {
        assertThat(apply("").keys()).isEqualTo(shop().build().keys());
    }

    @Test
    void aRelationOnTheSameColumnsOverridesTheRuleAndKeepsTheDeclaredKey() {
        KeyGraph graph = apply(ADD + "(person_id) REFERENCES person (id) ON DELETE CASCADE");

        ForeignKey key = key(graph, "declared");
        assertThat(graph.keys()).hasSize(2);
        assertThat(key.action()).isEqualTo(ReferentialAction.CASCADE);
        assertThat(key.declared()).isEqualTo(ReferentialAction.RESTRICT);
        assertThat(key.watched()).isTrue();
        assertThat(key.isNative()).isFalse();
        assertThat(key).hasToString("declared: shop.orders(person_id) -> shop.person(id) ON DELETE CASCADE "
                + "(declared RESTRICT)");
    }

    @Test
    void aRelationThatRepeatsTheDeclaredRuleLeavesItNative() {
        KeyGraph graph = apply(ADD + "(person_id) REFERENCES person (id) ON DELETE RESTRICT");

        assertThat(graph.keys()).isEqualTo(shop().build().keys());
    }

    @Test
    void theOrderOfPairsDoesNotMatter() {
        KeyGraph graph = apply(ADD + "(country, customer_id) REFERENCES customer (country, id) ON DELETE CASCADE");

        assertThat(graph.keys()).hasSize(2);
        assertThat(key(graph, "pair").action()).isEqualTo(ReferentialAction.CASCADE);
    }

    @Test
    void otherwisePairedColumnsAreAnotherKey() {
        KeyGraph graph = apply(ADD + "(country, customer_id) REFERENCES customer (id, country) ON DELETE CASCADE");

        assertThat(graph.keys()).hasSize(3);
        assertThat(key(graph, "named").virtual()).isTrue();
    }

    @Test
    void anyOtherRelationIsAVirtualKey() {
        ForeignKey key = key(apply(ADD + "(customer_id) REFERENCES person (id) ON DELETE SET DEFAULT"), "named");

        assertThat(key.virtual()).isTrue();
        assertThat(key.watched()).isFalse();
        assertThat(key.enforcement()).isEqualTo(ForeignKey.Enforcement.NONE);
        assertThat(key.setColumns()).containsExactly("customer_id");
        assertThat(key).hasToString("named: shop.orders(customer_id) -> shop.person(id)"
                + " ON DELETE SET DEFAULT (virtual)");
    }

    @Test
    void aVirtualKeyWithoutANameGetsASpeakingOne() {
        KeyGraph graph = apply("ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES person ON DELETE CASCADE");

        assertThat(key(graph, "orders(customer_id)").referencedColumns()).containsExactly("id");
    }

    @Test
    void withoutReferencedColumnsThePrimaryKeyIsMeant() {
        KeyGraph graph = apply(ADD + "(customer_id, country) REFERENCES customer ON DELETE CASCADE");

        assertThat(graph.keys()).hasSize(2);
        assertThat(key(graph, "pair").action()).isEqualTo(ReferentialAction.CASCADE);
    }

    @Test
    void withoutARuleARelationMeansNoAction() {
        assertThat(key(apply(ADD + "(customer_id) REFERENCES person"), "named").action())
                .isEqualTo(ReferentialAction.NO_ACTION);
    }

    @Test
    void setNullMayNameSomeOfTheColumns() {
        KeyGraph graph = apply(
                ADD + "(customer_id, country) REFERENCES customer (id, country) ON DELETE SET NULL (country)");

        assertThat(key(graph, "pair").setColumns()).containsExactly("country");
    }

    @Test
    void aRelationThatOnlyRepeatsSetNullKeepsTheDeclaredColumns() {
        KeyGraph graph = apply(ADD + "(customer_id, country) REFERENCES customer ON DELETE SET NULL");

        assertThat(key(graph, "pair").setColumns()).containsExactly("customer_id");
    }

    @Test
    void theSameRelationTwiceIsOne() {
        String one = ADD + "(customer_id) REFERENCES person ON DELETE CASCADE;\n";

        assertThat(apply(one + one).keys()).hasSize(3);
    }

    // ---- what NO ACTION means -------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(value = ReferentialAction.class, names = {"CASCADE", "SET_NULL"})
    void noActionAndRestrictMeanWhatTheOptionSays(ReferentialAction meaning) {
        KeyGraph graph = apply(
                shop().nativeKey("plain: orders(country) -> person(id) NO ACTION"), meaning, "");

        assertThat(key(graph, "declared").action()).isEqualTo(meaning);
        assertThat(key(graph, "plain").action()).isEqualTo(meaning);
        assertThat(key(graph, "plain").setColumns()).containsExactly("country");
        assertThat(key(graph, "pair").action()).isEqualTo(ReferentialAction.SET_NULL);
    }

    @Test
    void aRelationGoesBeforeTheMeaningOfNoAction() {
        KeyGraph graph = apply(
                shop(),
                ReferentialAction.CASCADE,
                ADD + "(person_id) REFERENCES person ON DELETE RESTRICT; " + ADD + "(country) REFERENCES person");

        assertThat(key(graph, "declared").action()).isEqualTo(ReferentialAction.RESTRICT);
        assertThat(key(graph, "named").action()).isEqualTo(ReferentialAction.NO_ACTION);
    }

    // ---- where names are looked for -------------------------------------------------------------------------------

    private static Graphs twoTenants() {
        return Graphs.graph()
                .table("one.person(id*)")
                .table("two.person(id*)")
                .table("one.orders(id*, person_id?)")
                .table("two.orders(id*, person_id?)");
    }

    private static List<String> ends(Graphs graphs, boolean keysStayInSchema, String ddl, String... path) {
        List<String> ends = new ArrayList<>();
        new Relations(graphs.build(), new SearchPath(List.of(path)), keysStayInSchema, ReferentialAction.NO_ACTION)
                .apply(read(ddl))
                .keys()
                .forEach(key -> ends.add(key.referencing() + " -> " + key.referenced()));
        return ends;
    }

    @Test
    void oneRelationServesEachTenantInItsOwnSchema() {
        String ddl = ADD + "(person_id) REFERENCES person ON DELETE CASCADE";

        assertThat(ends(twoTenants(), false, ddl, "one", "two")).containsExactly("one.orders -> one.person");
        assertThat(ends(twoTenants(), false, ddl, "two")).containsExactly("two.orders -> two.person");
    }

    @Test
    void anUnqualifiedReferencedTableIsBesideTheReferencingOneOrInTheSearchPath() {
        String ddl = "ALTER TABLE two.orders ADD FOREIGN KEY (person_id) REFERENCES person ON DELETE CASCADE";

        assertThat(ends(twoTenants(), true, ddl, "one")).containsExactly("two.orders -> two.person");
        assertThat(ends(twoTenants(), false, ddl, "one")).containsExactly("two.orders -> one.person");
    }

    @Test
    void aQualifiedNameMeansThatSchemaWhateverTheSearchPath() {
        String ddl = "ALTER TABLE one.orders ADD FOREIGN KEY (person_id) REFERENCES two.person ON DELETE CASCADE";

        assertThat(ends(twoTenants(), true, ddl)).containsExactly("one.orders -> two.person");
    }

    @Test
    void caseAndQuotesMeanWhatTheDatabaseMakesOfThem() {
        KeyGraph graph = Graphs.graph().table("Person(Id*)").table("orders(id*, person_id?)")
                .build(CaseRule.LOWER_UNLESS_QUOTED, CaseRule.LOWER_UNLESS_QUOTED);
        var relations =
                new Relations(graph, new SearchPath(List.of(Graphs.SCHEMA)), false, ReferentialAction.NO_ACTION);

        assertThat(relations.apply(read(ADD + "(PERSON_ID) REFERENCES \"Person\" (\"Id\")")).keys()).hasSize(1);
        assertThatThrownBy(() -> relations.apply(read(ADD + "(person_id) REFERENCES Person (\"Id\")")))
                .isInstanceOf(RelationException.class)
                .hasMessageContaining("no referenced table Person");
        assertThatThrownBy(() -> relations.apply(read(ADD + "(person_id) REFERENCES \"Person\" (Id)")))
                .isInstanceOf(RelationException.class)
                .hasMessageContaining("no column Id; it has Id")
                .hasMessageContaining("quotes");
    }

    // ---- errors: where, what, and what to do ----------------------------------------------------------------------

    @Test
    void aTableThatDoesNotExist() {
        assertRefused("ALTER TABLE odrers ADD FOREIGN KEY (person_id) REFERENCES person")
                .hasMessageContaining("no referencing table odrers in shop, other")
                .hasMessageContaining("check its spelling, quotes and schema, or remove the relation");
        assertRefused(ADD + "(person_id) REFERENCES persons").hasMessageContaining("no referenced table persons");
        assertRefused(ADD + "(person_id) REFERENCES nowhere.person")
                .hasMessageContaining("no referenced table nowhere.person;");
    }

    @Test
    void aTableThatIsElsewhere() {
        assertThatThrownBy(() -> apply(
                        shop().table("hidden.account(id*)"),
                        ReferentialAction.NO_ACTION,
                        ADD + "(person_id) REFERENCES account"))
                .isInstanceOf(RelationException.class)
                .hasMessageContaining("no referenced table account in shop, other (but hidden.account)");
    }

    @Test
    void aColumnThatDoesNotExist() {
        assertRefused(ADD + "(persn_id) REFERENCES person (id)")
                .hasMessageContaining("table shop.orders has no column persn_id; it has "
                        + "id, person_id, customer_id, country");
        assertRefused(ADD + "(person_id) REFERENCES person (nr)")
                .hasMessageContaining("table shop.person has no column nr; it has id");
    }

    @Test
    void theWrongNumberOfColumns() {
        assertRefused(ADD + "(customer_id) REFERENCES customer")
                .hasMessageContaining("1 referencing columns [customer_id] of shop.orders")
                .hasMessageContaining("2 referenced columns [id, country] of shop.customer")
                .hasMessageContaining("as many");
    }

    @Test
    void noPrimaryKeyToReference() {
        assertRefused(ADD + "(country) REFERENCES plain")
                .hasMessageContaining("shop.plain has no primary key")
                .hasMessageContaining("REFERENCES plain (…)");
    }

    @Test
    void twiceWithDifferentRules() {
        assertRefused(ADD + "(person_id) REFERENCES person ON DELETE CASCADE; "
                        + ADD + "(person_id) REFERENCES person (id) ON DELETE SET NULL")
                .hasMessageContaining("declared twice with different rules")
                .hasMessageContaining("ON DELETE CASCADE")
                .hasMessageContaining("ON DELETE SET NULL")
                .hasMessageContaining("keep one of them");
    }

    @Test
    void setNullOfAColumnOutsideTheKey() {
        assertRefused(ADD + "(person_id) REFERENCES person ON DELETE SET NULL (country)")
                .hasMessageContaining("[country]")
                .hasMessageContaining("not in the key's columns [person_id]");
    }

    @Test
    void aColumnTwiceInOneKey() {
        assertRefused(ADD + "(customer_id, customer_id) REFERENCES customer")
                .hasMessageContaining("column customer_id of shop.orders is named twice in one key");
    }
}
