package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CheckListener;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.Suggestion;
import org.cascadejdbc.Suggestion.Confidence;
import org.cascadejdbc.Suggestions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;

/** What is suggested for a schema without keys, and what is not; that the file which it writes works as it is. */
class SuggestIT {
    /** Good names and bad ones: status, label, ext and owner have no table, or are about something else. */
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customers", "id int primary key, status_id int, label varchar(20)", "(1,1,'a'),(2,1,'b'),(3,2,'c')")
            .table("category", "id int primary key, parent_id int, code varchar(10) not null unique",
                    "(1,null,'x'),(2,1,'y'),(3,2,'z')")
            .table("addresses", "id int primary key, customer_id int", "(1,1),(2,2),(3,null)")
            .table("orders", "id int primary key, customerId int, billing_address_id int, {ShippingAddressID} int, note int,"
                    + " ext_id int", "(1,1,1,2,1,1),(2,2,2,2,2,1),(3,2,null,1,3,1)")
            .table("order_item", "order_id int, line_no int, category_code varchar(10), item_id int, primary key (order_id, line_no)",
                    "(1,1,'x',1),(1,2,'y',1),(2,1,'z',1)")
            .table("order_item_discount", "id int primary key, order_id int, line_no int", "(1,1,1),(2,1,2),(3,2,1)")
            .table("shipment", "id int primary key, order_id int", "(1,1),(2,99),(3,98)")
            .table("invoice", "id int primary key, id_order int, customer_id varchar(10)", "(1,1,'1'),(2,3,'2')")
            .table("remark", "id int primary key, owner_id int, owner_type varchar(10), fk_category int", "(1,1,'x',1),(2,2,'y',2)")
            .table("visit", "id int primary key, customer_id int", "");

    private static final Set<String> KEYS = Set.of(
            "category(parent_id) -> category(id): MEDIUM",
            "addresses(customer_id) -> customers(id): HIGH",
            "orders(customerId) -> customers(id): HIGH",
            "orders(billing_address_id) -> addresses(id): MEDIUM",
            "orders(ShippingAddressID) -> addresses(id): MEDIUM",
            "order_item(order_id) -> orders(id): HIGH",
            "order_item(category_code) -> category(code): HIGH",
            "order_item_discount(order_id) -> orders(id): HIGH",
            "order_item_discount(order_id,line_no) -> order_item(order_id,line_no): MEDIUM",
            "invoice(id_order) -> orders(id): HIGH",
            "remark(fk_category) -> category(id): HIGH",
            "visit(customer_id) -> customers(id): MEDIUM");

    static Suggestions suggest(Space space, List<Key> relations) throws SQLException {
        return suggest((CascadeDataSource) Ours.withRelations(space.dataSource(), Map.of(), relations), space);
    }

    private static Suggestions suggest(CascadeDataSource ours, Space space) throws SQLException {
        String schema = space.database() == Database.SQLITE ? "main" : space.say("@own");
        return ours.suggest(SuggestOptions.defaults().schemas(schema));
    }

    /** With that relations file, as it is. */
    static CascadeDataSource using(Space space, String relations) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "relations"));
            Path file = Files.writeString(Files.createTempFile(directory, "suggested", ".sql"), relations);
            return CascadeDataSource.builder(space.dataSource()).relations(file.toString()).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of this space: a MySQL server shows those of other tests, too. */
    static List<ForeignKeyInfo> keys(CascadeDataSource ours, Space space) throws SQLException {
        String schema = (space.database() == Database.SQLITE ? "main" : space.say("@own")) + ".";
        return ours.keys().stream().filter(key -> key.referencingTable().startsWith(schema)).toList();
    }

    static Set<String> found(Suggestions suggestions) {
        return suggestions.suggested().stream()
                .map(one -> shown(one.referencingTable(), one.columns(), one.referencedTable(), one.referencedColumns()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without schemas. */
    static String shown(String table, List<String> columns, String referenced, List<String> referencedColumns) {
        return table.replaceFirst("^[^.]*\\.", "") + "(" + String.join(",", columns) + ") -> "
                + referenced.replaceFirst("^[^.]*\\.", "") + "(" + String.join(",", referencedColumns) + ")";
    }

    private static Set<String> withConfidence(Suggestions suggestions) {
        return suggestions.suggested().stream()
                .map(one -> shown(one.referencingTable(), one.columns(), one.referencedTable(), one.referencedColumns()) + ": "
                        + one.confidence())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** PostgreSQL, and H2 in its mode, fold what has no quotes; that the word customerid is two is still seen. */
    private static Set<String> asCatalogued(Set<String> keys, Database database) {
        return keys.stream()
                .map(key -> database == Database.POSTGRESQL || database.isH2() ? key.replace("customerId", "customerid") : key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @OnDatabases(h2Lower = true)
    void namesDecideAndRowsConfirm(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
            Suggestions suggestions = suggest(space, List.of());

            assertThat(withConfidence(suggestions)).as(suggestions.toString()).isEqualTo(asCatalogued(KEYS, database));
            assertThat(suggestions.rejected()).as(suggestions.toString()).extracting(Suggestion::confidence)
                    .containsOnly(Confidence.NONE);
            assertThat(suggestions.rejected()).as(suggestions.toString())
                    .extracting(one -> one.referencingTable().replaceFirst(".*\\.", "") + one.columns())
                    .containsExactlyInAnyOrder("shipment[order_id]", "invoice[customer_id]");
            assertThat(suggestions.rejected().toString())
                    .contains("of 3 rows with a value, 2 have one that does not exist in orders.id")
                    .contains("the types do not fit");
            assertThat(suggestions.toString())
                    .contains("customer_id names customers and its key id")
                    .contains("all 2 distinct values of 2 rows exist in customers.id")
                    .contains("visit has no row with a value there")
                    .contains("no index finds rows by customer_id");
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(schema.content(connection)).as("nothing was changed").isEqualTo(schema.initial());
            }
        }
    }

    /** Given to cascade.relations as it is, the file declares what is sure enough, deletes nothing, and is asked for once. */
    @OnDatabases(h2Lower = true)
    void theFileWorksAsItIs(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
            Suggestions suggestions = suggest(space, List.of());
            CascadeDataSource ours = using(space, suggestions.toSql());

            assertThat(keys(ours, space)).hasSize(KEYS.size()).extracting(ForeignKeyInfo::rule).containsOnly(NO_ACTION);
            assertThat(suggest(ours, space).suggested()).isEmpty();
            try (Connection connection = ours.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customers WHERE id = 2"))
                        .isInstanceOf(SQLException.class);
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
    }

    @OnDatabases(h2Lower = true)
    void whatIsDeclaredIsNotSuggested(Database database) throws SQLException {
        Scenario declared = Scenario.named("declared")
                .table("customer", "id int primary key", "(1)")
                .table("orders", "id int primary key, customer_id int", "(1,1)")
                .table("item", "id int primary key, order_id int", "(1,1)")
                .key("orders(customer_id)", NO_ACTION, "customer(id)");
        List<Key> relation = Scenario.named("relation").key("item(order_id)", CASCADE, "orders(id)").keys();
        try (Space space = Space.create(database)) {
            Schema.build(declared, space, Schema.Keys.AS_WANTED);

            assertThat(found(suggest(space, List.of()))).containsExactly("item(order_id) -> orders(id)");
            assertThat(suggest(space, relation).suggested()).isEmpty();
            assertThat(suggest(space, relation).toSql()).contains("Read it before you use it");
        }
    }

    /** Composite keys, references to oneself, prefixes, and names that need quotes, a line break among them. */
    @OnDatabases(h2Lower = true)
    void oddSchemas(Database database) throws SQLException {
        Scenario odd = Scenario.named("odd")
                .table("tbl_tenant", "id int primary key", "(1),(2)")
                .table("{Order}", "tenant_id int, id int, parent_id int, primary key (tenant_id, id)",
                        "(1,1,null),(1,2,1),(2,1,null)")
                .table("{order line}", "id int primary key, tenant_id int, order_id int", "(1,1,2),(2,2,1),(3,null,7)")
                .table("employee", "{Employee Id} int primary key, reports_to int, {dept\nid} int", "(1,null,1),(2,1,1)")
                .table("dept", "id int primary key, manager_id int", "(1,2)")
                .table("wife", "id int primary key", "(1)")
                .table("wives_list", "id int primary key, wife_id int", "(1,1)");
        try (Space space = Space.create(database)) {
            Schema.build(odd, space, Schema.Keys.ABSENT);
            Suggestions suggestions = suggest(space, List.of());

            assertThat(withConfidence(suggestions)).as(suggestions.toString()).containsExactlyInAnyOrder(
                    "Order(tenant_id) -> tbl_tenant(id): HIGH",
                    "Order(tenant_id,parent_id) -> Order(tenant_id,id): HIGH",
                    "order line(tenant_id) -> tbl_tenant(id): HIGH",
                    "order line(tenant_id,order_id) -> Order(tenant_id,id): HIGH",
                    "employee(reports_to) -> employee(Employee Id): LOW",
                    "employee(dept\nid) -> dept(id): HIGH",
                    "dept(manager_id) -> employee(Employee Id): LOW",
                    "wives_list(wife_id) -> wife(id): HIGH");
            CascadeDataSource ours = using(space, suggestions.toSql());
            assertThat(keys(ours, space)).hasSize(6);
            assertThat(suggestions.toSql()).contains("-- high: ").doesNotContain("\nid)").doesNotContain("\nid names");
            assertThat(suggestions.toJson()).contains("\"confidence\":\"HIGH\"").contains("dept\\u000aid");
        }
    }

    /** A few orphans make a plain name doubtful, no more. */
    @OnDatabases(h2Lower = true)
    void aFewOrphans(Database database) throws SQLException {
        StringBuilder rows = new StringBuilder("(0,77)");
        for (int i = 1; i < 40; i++) {
            rows.append(",(").append(i).append(",1)");
        }
        Scenario orphans = Scenario.named("orphans")
                .table("customer", "id int primary key", "(1)")
                .table("orders", "id int primary key, customer_id int", rows.toString());
        try (Space space = Space.create(database)) {
            Schema.build(orphans, space, Schema.Keys.ABSENT);
            Suggestions suggestions = suggest(space, List.of());

            assertThat(withConfidence(suggestions)).containsExactly("orders(customer_id) -> customer(id): LOW");
            assertThat(suggestions.toString())
                    .contains("of 40 rows with a value, 1 has one that does not exist in customer.id: orphans, or no key");
            assertThat(suggestions.toSql()).contains("\n-- ALTER TABLE \"orders\" ADD FOREIGN KEY (\"customer_id\")");
            CascadeDataSource ours = using(space, suggestions.toSql());
            assertThat(keys(ours, space)).isEmpty();
        }
    }

    /** The table beside is meant; one elsewhere only if there is none; and of two that are meant, the rows choose. */
    @OnDatabases(except = Database.SQLITE, h2Lower = true)
    void twoSchemas(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE @other.customer (id int primary key)");
            space.run("CREATE TABLE @other.country (id int primary key)");
            space.run("CREATE TABLE customer (id int primary key, country_id int)");
            space.run("CREATE TABLE person (id int primary key)");
            space.run("CREATE TABLE people (id int primary key)");
            space.run("CREATE TABLE orders (id int primary key, customer_id int, person_id int, other_person_id int)");
            space.run("INSERT INTO @other.country VALUES (7)");
            space.run("INSERT INTO customer VALUES (1,7)");
            space.run("INSERT INTO person VALUES (1)");
            space.run("INSERT INTO people VALUES (1),(2)");
            space.run("INSERT INTO orders VALUES (1,1,2,1)");
            Suggestions suggestions = suggest(space, List.of());

            assertThat(withConfidence(suggestions)).as(suggestions.toString()).containsExactlyInAnyOrder(
                    "customer(country_id) -> country(id): HIGH",
                    "orders(customer_id) -> customer(id): HIGH",
                    "orders(person_id) -> people(id): MEDIUM");
            assertThat(suggestions.toString()).contains("the rows decide").contains("the rows do not tell which");
            assertThat(suggestions.toSql()).contains("REFERENCES \"" + space.say("@other") + "\".\"country\" (\"id\")");
            CascadeDataSource ours = using(space, suggestions.toSql());
            assertThat(keys(ours, space)).hasSize(3);
        }
    }

    @Test
    void hiddenRowsAndMissingRightsAreSaid() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            String role = space.say("@own_reader");
            space.run("CREATE TABLE customer (id int primary key); CREATE TABLE orders (id int primary key, customer_id int);"
                    + " CREATE TABLE visit (id int primary key, customer_id int); INSERT INTO orders VALUES (1, 99);"
                    + " ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE ROLE " + role + ";"
                    + " GRANT USAGE ON SCHEMA @own TO " + role + "; GRANT SELECT ON orders, customer TO " + role);
            try {
                Suggestions suggestions = suggest((CascadeDataSource) Ours.over(
                        new UrlDataSource(space.url() + "&options=-c%20role=" + role), Map.of()), space);

                assertThat(withConfidence(suggestions)).as(suggestions.toString()).containsExactly(
                        "orders(customer_id) -> customer(id): MEDIUM", "visit(customer_id) -> customer(id): MEDIUM");
                assertThat(suggestions.toString())
                        .contains("row-level security may hide rows of")
                        .contains("permission denied for table visit");
            } finally {
                space.run("DROP OWNED BY " + role + "; DROP ROLE " + role);
            }
        }
    }

    @OnDatabases(h2Lower = true)
    void progressIsTold(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            String schema = database == Database.SQLITE ? "main" : space.say("@own");
            List<CheckListener.Progress> told = new ArrayList<>();
            Suggestions suggestions = ((CascadeDataSource) Ours.over(space.dataSource(), Map.of()))
                    .suggest(SuggestOptions.defaults().schemas(schema).listener(told::add));

            int steps = suggestions.suggested().size() + suggestions.rejected().size();
            assertThat(told).hasSize(steps + 1).allMatch(progress -> progress.steps() == steps);
            assertThat(told.get(0).key()).contains(" -> ");
            assertThat(told.get(steps).table()).isNull();
        }
    }
}
