package org.normaudit.verification.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.io.vectors.Vectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Cases as files, for implementations that cannot be run live. */
@Command(
    name = "vectors",
    description = "Writes cases as files, and judges the answers that somebody made of them.",
    subcommands = {VectorsCommand.Export.class, VectorsCommand.Check.class})
final class VectorsCommand {
  private VectorsCommand() {}

  /** Writes cases. */
  @Command(
      name = "export",
      description = "Writes cases to a new folder.",
      footer = {"", "Example:", "  normaudit vectors export cases --layer batchnorm"})
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder, new or empty.")
    private Path folder;

    @Option(
        names = "--format",
        paramLabel = "npz|onnx",
        description =
            "NumPy archives with a manifest (default), or backend tests of ONNX, which hold the"
                + " expected outputs, too.")
    private String format = "npz";

    @Option(names = "--layer", paramLabel = "L", description = "Only this layer. May be repeated.")
    private List<String> layers = new ArrayList<>();

    @Option(
        names = "--dtype",
        paramLabel = "T",
        description =
            "Only this format: f64, f32, bf16 or f16. May be repeated; f64 and f32 by default.")
    private List<String> dtypes = new ArrayList<>(List.of("f64", "f32"));

    @Option(
        names = "--cases",
        paramLabel = "quick|full",
        description = "How many cases: a fair sample (default), or the whole catalogue.")
    private String size = "quick";

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all cases (default 1).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
      Set<Layer> wanted = Layers.set(List.of());
      layers.forEach(layer -> wanted.add(Layers.of(layer)));
      if (layers.isEmpty()) {
        wanted.addAll(Layers.set(Layers.all()));
      }
      Set<Dtype> formats = new TreeSet<>();
      dtypes.forEach(dtype -> formats.add(Dtype.of(dtype)));
      List<Case> cases =
          Catalogue.of(one("--cases", size, Catalogue.Size.values()), wanted, formats, seed);
      int count = Vectors.write(folder, one("--format", format, Vectors.Format.values()), cases);
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "%d cases in '%s'; judge the answers with: ", count, folder)
          .printf(Locale.ROOT, "normaudit vectors check '%s'%n", folder)
          .flush();
      return 0;
    }

    private static <E extends Enum<E>> E one(String option, String word, E[] values) {
      List<String> names = new ArrayList<>();
      for (E value : values) {
        String name = value.name().toLowerCase(Locale.ROOT);
        if (name.equals(word)) {
          return value;
        }
        names.add(name);
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be one of %s: '%s'", option, String.join(", ", names), word));
    }
  }

  /** Judges answers: an audit of the recorded subject. */
  @Command(
      name = "check",
      description = "Judges the answers in a folder; takes every option of audit but --subject.",
      footer = {"", "Example:", "  normaudit vectors check cases --html report.html"})
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder with the answers.")
    private Path folder;

    @Mixin private final CommandSpec options = optionsOfAudit();

    private static CommandSpec optionsOfAudit() {
      CommandSpec options = CommandSpec.create();
      for (OptionSpec option : CommandSpec.forAnnotatedObject(new AuditCommand()).options()) {
        if (!option.longestName().equals("--subject")) {
          options.addOption(OptionSpec.builder(option).build());
        }
      }
      return options;
    }

    @Override
    public Integer call() {
      List<String> words = new ArrayList<>(List.of("audit", "--subject", "vectors:" + folder));
      ParseResult given = spec.commandLine().getParseResult();
      // ONNX says what its operator means, so there is no convention to be found out.
      if (Vectors.isOnnx(folder) && !given.hasMatchedOption("--convention")) {
        words.addAll(List.of("--convention", "onnx"));
      }
      for (OptionSpec option : given.matchedOptionsSet()) {
        for (String value : option.originalStringValues()) {
          words.add(option.longestName() + "=" + value);
        }
      }
      return Normaudit.run(words.toArray(String[]::new));
    }
  }
}
