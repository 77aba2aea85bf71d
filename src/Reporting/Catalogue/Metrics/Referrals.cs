using Palveluohjaus.Guidance.Services;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Of the referrals made in the period, the share the service accepted. One that nobody has answered counts as not accepted, and its share stands beside.</summary>
public sealed class ReferralAcceptance() : Metric("referral-acceptance", BenefitGoal.WorkingAcrossProfessions, Direction.HigherIsBetter)
{
    private const string DaysToAnswer = "days-to-answer-p50";
    private const string Unanswered = "unanswered";

    public override FactTable TableOf(FactSnapshot facts) => facts.Referrals;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Referrals.MadeAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var referrals = slice.Facts.Referrals;
        var (made, accepted, unanswered) = (0, 0, 0);
        var days = new List<double>();
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(referrals.MadeAt[row]))
                continue;
            made++;
            if (IsAccepted(referrals, row))
                accepted++;
            else if (IsUnanswered(referrals, row))
                unanswered++;
            if (AnsweredAt(referrals, row) is var answeredAt && answeredAt != FactTable.Never)
                days.Add((double)(answeredAt - referrals.MadeAt[row]) / TimeSpan.TicksPerDay);
        }

        yield return Measurement.Share("share", accepted, made);
        yield return Measurement.Share(Unanswered, unanswered, made);
        var inOrder = Percentiles.InOrder(days);
        yield return new Measurement(DaysToAnswer, Percentiles.Of(inOrder, 0.50), Units.Days, inOrder.Length);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        base.RestsOn(slice, row, statistic) && (statistic != DaysToAnswer || AnsweredAt(slice.Facts.Referrals, row) != FactTable.Never);

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic switch
    {
        DaysToAnswer => null,
        Unanswered => IsUnanswered(slice.Facts.Referrals, row),
        _ => IsAccepted(slice.Facts.Referrals, row),
    };

    private static bool IsAccepted(ReferralTable referrals, int row) => referrals.AcceptedAt[row] != FactTable.Never;

    private static bool IsUnanswered(ReferralTable referrals, int row) => AnsweredAt(referrals, row) == FactTable.Never && referrals.EndedAt[row] == FactTable.Never;

    private static long AnsweredAt(ReferralTable referrals, int row) => Math.Min(referrals.AcceptedAt[row], referrals.DeclinedAt[row]);
}

/// <summary>Referrals made in the period by who gives the service.</summary>
public sealed class SectorMix() : Metric("sector-mix", BenefitGoal.WorkingAcrossProfessions, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Referrals;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Referrals.MadeAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var referrals = slice.Facts.Referrals;
        var sectors = referrals.Dimensions[Dimension.Sector];
        var counts = new int[sectors.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(referrals.MadeAt[row]))
                counts[sectors[row]]++;
        }

        return Mixes.Of(Dimension.Sector, sectors, counts, Units.Referrals);
    }
}

/// <summary>Of the referrals made in the period, the share to services of a low threshold: family centres, meeting places and groups of the third sector.</summary>
public sealed class PreventionShare() : Metric("prevention-share", BenefitGoal.Prevention, Direction.HigherIsBetter)
{
    private static readonly ServiceSector[] LowThreshold = [ServiceSector.FamilyCentre, ServiceSector.MeetingPlace, ServiceSector.ThirdSector];

    public override FactTable TableOf(FactSnapshot facts) => facts.Referrals;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Referrals.MadeAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var referrals = slice.Facts.Referrals;
        var sectors = referrals.Dimensions[Dimension.Sector];
        var preventive = LowThreshold.Select(sector => sectors.NumberOf(Codes.Of(sector))).OfType<ushort>().ToHashSet();
        var (made, early) = (0, 0);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(referrals.MadeAt[row]) || sectors[row] == 0)
                continue;
            made++;
            if (preventive.Contains(sectors[row]))
                early++;
        }

        yield return Measurement.Share("share", early, made);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Referrals.Dimensions[Dimension.Sector][row] != 0;

    public override bool? IsPart(FactSlice slice, int row, string statistic)
    {
        var sectors = slice.Facts.Referrals.Dimensions[Dimension.Sector];
        return sectors.ValueOf(sectors[row]) is { } code && LowThreshold.Any(sector => Codes.Of(sector) == code);
    }
}
