package org.normaudit.verification.cli.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.grade.Grade;
import org.normaudit.verification.lab.grade.Grader;

/** A campaign of a few seconds. */
final class SmallCampaign {
  private SmallCampaign() {}

  static Campaign of(long seed, Shard shard) {
    List<Case> cases =
        Catalogue.of(
                Catalogue.Size.QUICK,
                Layers.set(List.of(Layers.of("batchrenorm"))),
                Set.of(Dtype.FLOAT32),
                seed)
            .stream()
            .filter(c -> c.shape().size() <= 40)
            .toList();
    LayerSubject subject =
        new LayerSubject("reference", new ReferenceImplementation(), ErrorModel::ieee);
    return new Campaign(
        seed,
        List.of(SubjectUnderConvention.paper(subject)),
        Map.of("reference", List.of("--convention", "paper")),
        cases,
        Checks.all(),
        Set.of(),
        shard);
  }

  static CampaignRun start(Campaign campaign, Optional<Journal> journal) {
    List<Grade> grades =
        campaign.shard().index() > 1
            ? List.of()
            : campaign.subjects().stream()
                .map(a -> new Grader(1).grade(a.subject(), a.conventions(), Dtype.FLOAT32))
                .toList();
    return new CampaignRun(
        campaign, journal, grades, List.of("a note"), System.nanoTime(), Set.of());
  }

  static AuditReport run(Campaign campaign) throws InterruptedException {
    CampaignRun run = start(campaign, Optional.empty());
    run.run(CaseSources::input, 2, c -> {});
    return run.close(List.of());
  }
}
