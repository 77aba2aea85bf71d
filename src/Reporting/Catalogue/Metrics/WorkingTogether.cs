using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Of the clients who had two or more services at the end of the period (or now), the share with a responsible worker.</summary>
public sealed class ResponsibleWorkerCoverage() : Metric("responsible-worker-coverage", BenefitGoal.WorkingAcrossProfessions, Direction.HigherIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Coverage;

    // Such a client is no one unit's; those who lack a responsible worker have a page of their own.
    public override bool HasRows => false;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var coverage = slice.Facts.Coverage;
        var (clients, covered) = (0, 0);
        foreach (var row in slice.Rows)
        {
            if (coverage.From[row] >= slice.End || coverage.Until[row] < slice.End)
                continue;
            clients++;
            if (coverage.HasResponsible[row])
                covered++;
        }

        yield return Measurement.Share("share", covered, clients);
        yield return Measurement.Count("clients", clients, Units.Clients);
    }
}

/// <summary>Of the cases received in the period whose need was assessed, the share in which two professions or more took part, or the units met.</summary>
public sealed class MultiprofessionalShare() : Metric("multiprofessional-share", BenefitGoal.WorkingAcrossProfessions, Direction.HigherIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Cases;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Cases.ReceivedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var cases = slice.Facts.Cases;
        var (assessed, together) = (0, 0);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(cases.ReceivedAt[row]) || cases.IsMultiprofessional[row] is not { } isTogether)
                continue;
            assessed++;
            if (isTogether)
                together++;
        }

        yield return Measurement.Share("share", together, assessed);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Cases.IsMultiprofessional[row] is not null;

    public override bool? IsPart(FactSlice slice, int row, string statistic) => slice.Facts.Cases.IsMultiprofessional[row];
}
