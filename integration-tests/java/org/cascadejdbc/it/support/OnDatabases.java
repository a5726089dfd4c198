package org.cascadejdbc.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that is run once for each database, with it as the argument: all of them, or those named. {@code -Ddatabase=MYSQL}
 * runs it there alone, which is how the build's matrix runs the same tests on other versions of one server.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(allowZeroInvocations = true)
@ArgumentsSource(OnDatabases.Provider.class)
public @interface OnDatabases {
    /** None for all, of H2's modes its own. */
    Database[] value() default {};

    /** On which it is not run; H2 is all its modes. */
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
            List<Database> named = test.value().length == 0 ? Database.ofTheirOwn() : Arrays.asList(test.value());
            List<Database> tested = named.stream().filter(database -> !isExcepted(database)).toList();
            if (tested.isEmpty()) {
                throw new IllegalStateException("a test on no database: " + context.getDisplayName());
            }
            return tested.stream().filter(Database.chosen()::contains).map(Arguments::of);
        }

        private boolean isExcepted(Database database) {
            List<Database> except = Arrays.asList(test.except());
            return except.contains(database) || (database.isH2() && except.contains(Database.H2));
        }
    }
}
