package org.cascadejdbc.it.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium, found or installed by {@code chromium.sh}; each page gets a browser of its own. All that it
 * would ask of any network goes to a proxy here, which writes it down and answers nothing. Where no browser can be had,
 * tests fail if {@code CI=true}, and are reported as aborted elsewhere, as with a server that cannot be started.
 */
final class Chromium {
    private static final String SCRIPT = "integration-tests/chromium.sh";
    private static final long SECONDS = 120;

    /** The browser asks its maker for the time and for updates, whatever it is told; no page of ours names a host. */
    private static final Pattern BROWSERS_OWN =
            Pattern.compile("\\w+ (http://)?[\\w.-]+\\.(google|googleapis|gvt1|gstatic)\\.com[:/].*");

    private final String path;

    private Chromium(String path) {
        this.path = path;
    }

    /**
     * What became of a page.
     *
     * @param dom as it is after its scripts have run
     * @param console what was written to the console: errors of scripts, and what a policy has stopped
     * @param requests the first line of every request to a network, but for those that a browser makes without a page
     */
    record Outcome(String dom, List<String> console, List<String> requests) {}

    static Chromium find() {
        List<String> output = new ArrayList<>();
        String problem;
        try {
            Process process = new ProcessBuilder("bash", SCRIPT).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                reader.lines().forEach(output::add);
            }
            problem = process.waitFor() == 0 ? null : SCRIPT + " failed with " + process.exitValue();
        } catch (IOException e) {
            problem = SCRIPT + ": " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (problem != null) {
            String reason = problem;
            System.err.printf("%n*** CHROMIUM CANNOT BE HAD: THE TESTS OF PAGES DO NOT RUN ***%n%s%n%n", reason);
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            Assumptions.abort(reason);
        }
        return new Chromium(output.get(output.size() - 1));
    }

    /** Opens a page and waits for the end of its scripts and timers, in a time that runs faster than the clock's. */
    Outcome open(Path page, String fragment, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--dump-dom"));
        arguments.addAll(List.of(options));
        return run(page, fragment, arguments);
    }

    /** Takes a picture of the page's window. */
    Outcome picture(Path page, String fragment, Path png, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--screenshot=" + png.toAbsolutePath(), "--hide-scrollbars"));
        arguments.addAll(List.of(options));
        return run(page, fragment, arguments);
    }

    private Outcome run(Path page, String fragment, List<String> options) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(page.toAbsolutePath().getParent(), "browser");
        Path errors = directory.resolve("stderr");
        Path dom = directory.resolve("stdout");
        List<String> requests = new CopyOnWriteArrayList<>();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            listen(proxy, requests);
            List<String> command = new ArrayList<>(List.of(path, "--headless", "--no-sandbox", "--disable-gpu",
                    "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    "--user-data-dir=" + directory.resolve("profile"),
                    "--proxy-server=http://127.0.0.1:" + proxy.getLocalPort(), "--proxy-bypass-list=<-loopback>",
                    "--enable-logging=stderr", "--window-size=1280,800", "--virtual-time-budget=5000"));
            command.addAll(options);
            command.add(page.toUri() + fragment);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(dom.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The browser did not end: " + Files.readString(errors));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("The browser failed: " + Files.readString(errors));
            }
        }
        List<String> console = Files.readString(errors).lines().filter(line -> line.contains(":CONSOLE")).toList();
        return new Outcome(Files.readString(dom), console, List.copyOf(requests));
    }

    private static void listen(ServerSocket proxy, List<String> requests) {
        Thread thread = new Thread(() -> {
            while (!proxy.isClosed()) {
                try (Socket socket = proxy.accept();
                        BufferedReader reader = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                    String request = reader.readLine();
                    // A browser opens connections to its proxy beforehand, and closes them when it ends: nothing was asked.
                    if (request != null && !BROWSERS_OWN.matcher(request).matches()) {
                        requests.add(request);
                    }
                } catch (IOException e) {
                    // closed at the end, or by the browser
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
