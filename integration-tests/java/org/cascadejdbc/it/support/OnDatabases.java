package org.cascadejdbc.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test, or a class of them, that is run once for each database, with it as the argument: all of them, or those named. {@code -Ddatabase=MYSQL}
 * runs it there alone, which is how the build's matrix runs the same tests on other versions of one server.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(allowZeroInvocations = true)
@ParameterizedClass(allowZeroInvocations = true)
@ArgumentsSource(OnDatabases.Provider.class)
public @interface OnDatabases {
    /** None for all but H2. */
    Database[] value() default {};

    /** Whether it is run on H2, too, in its regular mode. */
    boolean h2() default false;

    /** Whether it is run on H2 as in PostgreSQL's mode, where a name without quotes is in lower case, as the test tells it. */
    boolean h2Lower() default false;

    /** On which it is not run. */
    Database[] except() default {};

    /** The databases of a test, those that the run is not about left out. */
    final class Provider implements ArgumentsProvider, AnnotationConsumer<OnDatabases> {
        private OnDatabases test;

        @Override
        public void accept(OnDatabases annotation) {
            test = annotation;
        }

        @Override
        public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            List<Database> named = test.value().length == 0 ? Database.onServers() : Arrays.asList(test.value());
            List<Database> tested = named.stream().filter(database -> !Arrays.asList(test.except()).contains(database)).toList();
            if (test.h2()) {
                Stream<Database> inMemory = Stream.of(Database.H2, Database.HSQLDB)
                        .filter(database -> !Arrays.asList(test.except()).contains(database));
                tested = Stream.concat(tested.stream(), inMemory).toList();
            }
            if (test.h2Lower()) {
                tested = Stream.concat(tested.stream(), Stream.of(Database.H2_POSTGRESQL)).toList();
            }
            if (tested.isEmpty()) {
                throw new IllegalStateException("a test on no database: " + context.getDisplayName());
            }
            return tested.stream().filter(Database.chosen()::contains).map(Arguments::of);
        }
    }
}
