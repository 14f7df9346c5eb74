package org.normaudit.verification.cli.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.cli.report.AuditReport.SubjectInfo;
import org.normaudit.verification.cli.report.Environment;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.subject.Subject;

/**
 * What an audit is to do.
 *
 * @param seed of the cases
 * @param subjects who is audited
 * @param options what the {@code case} command needs beside the name of a subject, by that name
 * @param cases all cases of the audit, each once, independent of the shard
 * @param checks that are made
 * @param named the layers that were asked for by their names
 * @param shard the part of the cases that is run here
 */
public record Campaign(
    long seed,
    List<SubjectUnderConvention> subjects,
    Map<String, List<String>> options,
    List<Case> cases,
    List<Check> checks,
    Set<Layer> named,
    Shard shard) {

  /** The cases of the shard. */
  public List<Case> part() {
    return shard.part(cases);
  }

  /** What reports say of the subjects. */
  public List<SubjectInfo> infos() {
    return subjects.stream()
        .map(
            audited ->
                new SubjectInfo(
                    audited.subject().name(),
                    audited.subject().supported().ranOn(),
                    audited.texts(),
                    options.getOrDefault(audited.subject().name(), List.of()),
                    lacks(audited.subject())))
        .toList();
  }

  private List<String> lacks(Subject subject) {
    return named.stream()
        .filter(layer -> !subject.supported().layers().contains(layer))
        .map(Layer::label)
        .toList();
  }

  /**
   * SHA-256 of all that decides the results beside the subjects' own arithmetic: version, seed,
   * names of the subjects, conventions, checks, cases. The same for all shards of an audit.
   */
  public String digest() {
    StringBuilder text = new StringBuilder();
    text.append(Environment.current().version()).append('\n').append(seed).append('\n');
    for (SubjectInfo info : infos()) {
      text.append(info.name()).append('\n').append(info.conventions()).append('\n');
    }
    checks.forEach(check -> text.append(check.name()).append('\n'));
    cases.forEach(c -> text.append(c).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
