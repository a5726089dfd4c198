package org.cascadejdbc.jdbc.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is checked in is what the generator writes; on a newer JDK, what it adds is known. */
class DelegateGeneratorTest {
    private static final Set<String> WRITTEN_BY_HAND = Set.of("unwrap", "isWrapperFor");

    /**
     * JDBC 4.5 (JDK 26) adds them to Connection as default methods. They build on getMetaData, which is ours, and
     * cannot be called on the delegate as long as we compile for 17.
     */
    private static final Set<String> LEFT_TO_THE_DEFAULT =
            Set.of("enquoteLiteral", "enquoteNCharLiteral", "enquoteIdentifier", "isSimpleIdentifier");

    @Test
    void theSourcesAreThoseOfTheJdkThatWeCompileFor() throws IOException {
        if (Runtime.version().feature() == 17) {
            Map<String, String> checkedIn = new TreeMap<>();
            for (String name : DelegateGenerator.generate().keySet()) {
                checkedIn.put(name, Files.readString(DelegateGenerator.DIRECTORY.resolve(name)));
            }
            assertThat(checkedIn).isEqualTo(DelegateGenerator.generate());
        } else {
            assertThat(missing()).isEmpty();
        }
    }

    @Test
    void noMethodOfTheRunningJdkIsForgotten() {
        assertThat(missing()).isEmpty();
    }

    private static List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : DelegateGenerator.INTERFACES) {
            Class<?> wrapper = wrapper(type);
            DelegateGenerator.methods(type)
                    .filter(method -> !WRITTEN_BY_HAND.contains(method.getName()))
                    .filter(method -> !declares(wrapper, method))
                    .filter(method -> !(type == java.sql.Connection.class
                            && LEFT_TO_THE_DEFAULT.contains(method.getName())))
                    .forEach(method -> missing.add(method.toGenericString()));
        }
        return missing;
    }

    private static Class<?> wrapper(Class<?> type) {
        try {
            return Class.forName(Delegating.class.getName() + type.getSimpleName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean declares(Class<?> wrapper, Method method) {
        return Arrays.stream(wrapper.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
