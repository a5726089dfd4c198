package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.cli.CliTrial;
import org.junit.jupiter.api.Test;

/** {@link OwnersIT} by the packaged command line: a superuser who looks, or deletes, steps into no trap. */
class CliOwnersIT extends CliTrial {
    @Test
    void aSuperuserLooks() throws Exception {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("REFERENCES customer ON DELETE CASCADE");
            Map<String, String> environment = Map.of("CASCADE_URL", mallory.space().url());
            String delete = "DELETE FROM customer WHERE id = 1";
            for (List<String> command : List.of(
                    List.of("explain", delete), List.of("delete", delete, "--yes"),
                    List.of("delete", delete, "--yes", "--option", "maxRows=9"),
                    List.of("check"), List.of("keys"), List.of("keys", "--suggest"), List.of("graph"))) {
                run(home, environment, command.toArray(String[]::new));
                assertThat(mallory.hasWon()).as(command + "\n" + out + err).isFalse();
                if (!command.contains("graph") && !command.equals(List.of("keys")) && !command.contains("--suggest")) {
                    assertThat(out + err).as("%s", command).contains("child belongs to " + mallory.role(), "trustedOwners");
                }
            }
            assertThat(mallory.rows()).contains("{{1,1},{2,2}}");

            run(home, environment, "check", "--option", "trustedOwners=" + mallory.role() + "," + mallory.app());
            assertThat(out + err).doesNotContain("belongs to").contains("read-only transaction");
            assertThat(mallory.hasWon()).isFalse();
        }
    }
}
