package org.cascadejdbc.inspect.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Index;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys names speak for. */
class CandidatesTest {
    private final List<Table> tables = new ArrayList<>();
    private final Map<TableName, Map<String, String>> types = new HashMap<>();

    /** @param columns with a type behind a blank; without one an int */
    private CandidatesTest table(String name, List<String> primaryKey, String... columns) {
        return table("s", name, primaryKey, columns);
    }

    private CandidatesTest table(String schema, String name, List<String> primaryKey, String... columns) {
        TableName tableName = new TableName(schema, name);
        Map<String, String> typed = new HashMap<>();
        List<Column> all = Stream.of(columns)
                .map(column -> {
                    String[] parts = column.split(" ", 2);
                    typed.put(parts[0], parts.length > 1 ? parts[1] : "int");
                    return new Column(parts[0], true, null, null, null);
                })
                .toList();
        types.put(tableName, typed);
        List<Index> indexes = primaryKey.isEmpty() ? List.of() : List.of(new Index(primaryKey, true));
        tables.add(new Table(tableName, 0, BigInteger.ZERO, all, primaryKey, primaryKey, indexes,
                Table.Kind.ORDINARY, null, List.of(), false, List.of(), List.of()));
        return this;
    }

    private List<String> found() {
        return new Candidates(new KeyGraph(tables, List.of(), CaseRule.INSENSITIVE, CaseRule.INSENSITIVE), types)
                .find(schema -> true).stream()
                .flatMap(List::stream)
                .map(one -> one.key().path().replace("s.", "") + " " + one.most())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"customer, customer_id, HIGH", "customers, customer_id, HIGH", "Customer, customerId, HIGH",
            "CUSTOMER, CUSTOMER_ID, HIGH", "customer, customerid, HIGH", "customer, id_customer, HIGH",
            "customer, fk_customer, HIGH", "customer, customer_fk, HIGH", "customer, fk_customer_id, HIGH",
            "customer, customer, MEDIUM", "tbl_customer, customer_id, HIGH", "t_customers, customer_id, HIGH",
            "customer, billing_customer_id, MEDIUM", "customer, customer2_id, MEDIUM", "customer, customer_id_2, MEDIUM",
            "people, person_id, HIGH", "sales_orders, sales_order_id, HIGH", "orders_items, order_item_id, HIGH",
            "users, created_by, LOW", "employee, sales_rep_id, LOW", "staff, manager_id, LOW"})
    void aColumnNamesATable(String table, String column, String confidence) {
        table(table, List.of("id"), "id", "x").table("o", List.of("id"), "id", column);

        assertThat(found()).containsExactly("o(" + column + ") -> " + table + "(id) " + confidence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status_id", "id", "customer_name", "customers_count", "home_customer", "customer_since", "number",
            "created_at", "ext_id", "_", "parent", "manager_id"})
    void aColumnThatNamesNone(String column) {
        table("customer", List.of("id"), "id", "name").table("o", List.of("pk"), "pk", column);

        assertThat(found()).isEmpty();
    }

    @Test
    void theLongestNameWins() {
        table("orders", List.of("id"), "id").table("sales_orders", List.of("id"), "id")
                .table("line", List.of("id"), "id", "sales_order_id");

        assertThat(found()).containsExactly("line(sales_order_id) -> sales_orders(id) HIGH");
    }

    @Test
    void aFirstWordThatMostTablesHaveIsNone() {
        table("shop_customer", List.of("id"), "id").table("shop_order", List.of("id"), "id", "customer_id")
                .table("shop_item", List.of("id"), "id", "order_id");

        assertThat(found()).containsExactly("shop_order(customer_id) -> shop_customer(id) HIGH",
                "shop_item(order_id) -> shop_order(id) HIGH");
    }

    @Test
    void aKeyIsKnownByItsOwnName() {
        table("employees", List.of("emp_no"), "emp_no").table("salaries", List.of("emp_no", "since"), "emp_no", "since date")
                .table("book", List.of("isbn"), "isbn text").table("loan", List.of("id"), "id", "isbn text")
                .table("settings", List.of("tenant_id"), "tenant_id").table("thing", List.of("id"), "id", "tenant_id");

        assertThat(found()).containsExactly(
                "salaries(emp_no) -> employees(emp_no) MEDIUM", "loan(isbn) -> book(isbn) LOW");
    }

    @Test
    void treesAndPolymorphicColumns() {
        table("node", List.of("id"), "id", "parent_id", "root").table("user", List.of("id"), "id")
                .table("note", List.of("id"), "id", "owner_id", "owner_type text");

        assertThat(found()).containsExactly("node(parent_id) -> node(id) MEDIUM");
    }

    @Test
    void keysOfSeveralColumns() {
        table("tenant", List.of("id"), "id").table("orders", List.of("tenant_id", "id"), "tenant_id", "id")
                .table("line", List.of("id"), "id", "tenant_id", "order_id")
                .table("other", List.of("id"), "id", "tenant_id");

        assertThat(found()).containsExactly("orders(tenant_id) -> tenant(id) HIGH", "line(tenant_id) -> tenant(id) HIGH",
                "line(tenant_id, order_id) -> orders(tenant_id, id) HIGH", "other(tenant_id) -> tenant(id) HIGH");
    }

    @Test
    void typesMustFit() {
        table("customer", List.of("id"), "id bigint").table("a", List.of("id"), "id", "customer_id numeric(10)")
                .table("b", List.of("id"), "id", "customer_id varchar(10)").table("c", List.of("id"), "id", "customer text");

        assertThat(found()).containsExactly("a(customer_id) -> customer(id) HIGH", "b(customer_id) -> customer(id) NONE");
        assertThat(Types.fit("int unsigned", "BIGINT")).isTrue();
        assertThat(Types.fit("character varying(3)", "text")).isTrue();
        assertThat(Types.fit("uuid", "text")).isFalse();
        assertThat(Types.fit("", "text")).isTrue();
        assertThat(Types.fit("interval", "integer")).isFalse();
    }

    /** Ten tenants with a hundred tables each, and a column that all the others' tables could be meant by. */
    @Test
    void aThousandTables() {
        for (int schema = 0; schema < 10; schema++) {
            for (int i = 0; i < 100; i++) {
                table("s" + schema, "thing" + i, List.of("id"), "id", "thing" + (i + 1) + "_id", "parent_id", "name text",
                        "a text", "b text", "c_id");
            }
            if (schema > 0) {
                table("s" + schema, "c", List.of("id"), "id");
            }
        }
        long begun = System.nanoTime();

        assertThat(found()).hasSize(10 * (99 + 100) + 9 * 100 + 5 * 100);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
}
