package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.Finding.Kind;
import org.cascadejdbc.Finding.Repair;
import org.cascadejdbc.Finding.Severity;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private static final Finding ORPHANS = new Finding(Kind.ORPHANS, Severity.ERROR, "shop.orders", "orders_customer", 2,
            List.of(Map.of("id", "7")), "2 rows are orphans", List.of(
                    new Repair("delete them", List.of("DELETE 1", "DELETE 2")), new Repair("keep them", List.of("UPDATE 1"))));
    private static final Finding INDEX = new Finding(Kind.MISSING_INDEX, Severity.WARNING, "shop.orders", "k", 0,
            List.of(), "no index", List.of(new Repair("create it", List.of("CREATE INDEX i"))));
    private static final Finding NOTE = new Finding(Kind.VIRTUAL_KEY, Severity.INFO, "shop.orders", "v", 0,
            List.of(), "virtual", List.of(new Repair("declare it", List.of("ALTER TABLE"))));

    private static CheckReport report(Finding... findings) {
        return new CheckReport(
                "SQLite 3", List.of(findings), 3, 1, List.of("DELETE 1", "DELETE 2"), Duration.ofMillis(1_250));
    }

    @Test
    void saysWhatWhereAndWhatToDo() {
        assertThat(report(ORPHANS, INDEX)).hasToString("""
                Checked 3 foreign keys of SQLite 3 in 1.3 s, left out 1 foreign key of other schemas: 1 error, 1 warning. \
                Nothing was changed.

                ERROR orphans: 2 rows are orphans.
                    e.g. id = 7
                  either delete them:
                    DELETE 1;
                    DELETE 2;
                  or keep them:
                    UPDATE 1;

                WARNING missing index: no index.
                  create it:
                    CREATE INDEX i;
                """);
        assertThat(report().toString()).contains("nothing found. Nothing was changed.");
    }

    @Test
    void isHealthyWithoutErrors() {
        assertThat(report(ORPHANS, NOTE).isHealthy()).isFalse();
        assertThat(report(INDEX, NOTE).isHealthy()).isTrue();
        assertThat(report(ORPHANS, INDEX).findings(Kind.MISSING_INDEX)).containsExactly(INDEX);
    }

    @Test
    void repairsOrphansFirstAndDeclaresNoKeyUnasked() {
        assertThat(report(NOTE, INDEX, ORPHANS).repair()).containsExactly("DELETE 1", "DELETE 2", "CREATE INDEX i");
    }

    @Test
    void isOneJsonObject() {
        assertThat(report(INDEX).toJson()).isEqualTo("{\"database\":\"SQLite 3\",\"healthy\":true,\"keysChecked\":3,"
                + "\"keysSkipped\":1,\"elapsedMillis\":1250,\"findings\":[{\"kind\":\"MISSING_INDEX\",\"severity\":\"WARNING\","
                + "\"table\":\"shop.orders\",\"key\":\"k\",\"count\":0,\"samples\":[],\"message\":\"no index\","
                + "\"repairs\":[{\"what\":\"create it\",\"sql\":[\"CREATE INDEX i\"]}]}],"
                + "\"orphanRepair\":[\"DELETE 1\",\"DELETE 2\"],\"repair\":[\"DELETE 1\",\"DELETE 2\",\"CREATE INDEX i\"]}");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> CheckOptions.defaults().samples(-1)).isInstanceOf(IllegalArgumentException.class);
        CheckOptions options = CheckOptions.defaults().samples(2).schemas("a", "b");
        assertThat(options.samples()).isEqualTo(2);
        assertThat(options.schemas()).containsExactlyInAnyOrder("a", "b");
    }
}
