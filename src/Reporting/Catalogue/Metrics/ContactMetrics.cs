using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Contacts that began in the period, and the share of them that is anonymous.</summary>
public sealed class Contacts() : Metric("contacts", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    private const string AnonymousShare = "anonymous-share";

    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var count = 0;
        var anonymous = 0;
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(contacts.StartedAt[row]))
                continue;
            count++;
            if (!contacts.IsIdentified[row])
                anonymous++;
        }

        yield return Measurement.Count("count", count, Units.Contacts);
        yield return Measurement.Share(AnonymousShare, anonymous, count);
    }

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic == AnonymousShare ? !slice.Facts.Contacts.IsIdentified[row] : null;
}

/// <summary>Contacts of the period by channel.</summary>
public sealed class ChannelMix() : Metric("channel-mix", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var channels = contacts.Dimensions[Dimension.Channel];
        var counts = new int[channels.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (slice.Contains(contacts.StartedAt[row]))
                counts[channels[row]]++;
        }

        return Mixes.Of(Dimension.Channel, channels, counts, Units.Contacts);
    }
}

/// <summary>The share of identified clients' contacts served in the language the client has asked for.</summary>
public sealed class LanguageMatch() : Metric("language-match", BenefitGoal.AccessAndContinuity, Direction.HigherIsBetter), IMeasureRows
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var (known, matching) = (0, 0);
        foreach (var (_, value) in ValuesOf(slice))
        {
            known++;
            matching += (int)value;
        }

        yield return Measurement.Share("share", matching, known);
    }

    public IEnumerable<(int Row, double Value)> ValuesOf(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var (served, asked) = (contacts.Dimensions[Dimension.Language], contacts.ClientLanguage);
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(contacts.StartedAt[row]) || Matches(served, asked, row) is not { } isMatching)
                continue;
            yield return (row, isMatching ? 1 : 0);
        }
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && IsPart(slice, row, statistic) is not null;

    public override bool? IsPart(FactSlice slice, int row, string statistic) => Matches(slice.Facts.Contacts.Dimensions[Dimension.Language], slice.Facts.Contacts.ClientLanguage, row);

    /// <returns>Null where either language is not known.</returns>
    private static bool? Matches(DimensionColumn served, DimensionColumn asked, int row) =>
        served.ValueOf(served[row]) is { } language && asked.ValueOf(asked[row]) is { } wanted ? language == wanted : null;
}

/// <summary>
/// Repeat contacts: of identified contacts, the share whose client had been in touch on the same theme within the days before.
/// The anonymous, who cannot be followed, are left out; their share stands beside the figure in <c>contacts</c>.
/// </summary>
public sealed class RepeatContacts() : Metric("repeat-contacts", BenefitGoal.QualityAndEffect, Direction.LowerIsBetter)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var themes = contacts.Dimensions[Dimension.Theme];
        var (identified, repeats, isRecorded) = (0, new int[RepeatWindows.Days.Length], false);
        foreach (var row in slice.Rows)
        {
            if (!contacts.IsIdentified[row] || !slice.Contains(contacts.StartedAt[row]))
                continue;
            identified++;
            isRecorded |= themes[row] != 0;
            for (var window = 0; window < repeats.Length; window++)
                repeats[window] += IsRepeat(contacts, row, RepeatWindows.Days[window]) ? 1 : 0;
        }

        // Where nobody recorded a theme no contact can be a repeat, and nought would be a lie.
        foreach (var (days, count) in RepeatWindows.Days.Zip(repeats))
            yield return Measurement.Share(RepeatWindows.ShareWithin(days), count, isRecorded ? identified : 0);
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) => base.RestsOn(slice, row, statistic) && slice.Facts.Contacts.IsIdentified[row];

    public override bool? IsPart(FactSlice slice, int row, string statistic) => RepeatWindows.Of(statistic) is { } days ? IsRepeat(slice.Facts.Contacts, row, days) : null;

    private static bool IsRepeat(ContactTable contacts, int row, int days) =>
        contacts.PreviousContactOnThemeAt[row] is var previousAt && previousAt != FactTable.Never && contacts.StartedAt[row] - previousAt <= days * TimeSpan.TicksPerDay;
}

/// <summary>Failure demand: contacts caused by something not done or not done right, of all contacts.</summary>
/// <remarks>For learning, never a target (Seddon 1992).</remarks>
public sealed class FailureDemand() : Metric("failure-demand", BenefitGoal.QualityAndEffect, Direction.Neither)
{
    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var inPeriod = 0;
        var failures = 0;
        var isRecorded = false;
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(contacts.StartedAt[row]))
                continue;
            inPeriod++;
            isRecorded |= contacts.IsFailureDemand[row] is not null;
            if (contacts.IsFailureDemand[row] is true)
                failures++;
        }

        // Where nobody ever recorded a reason, nought would be a lie.
        yield return Measurement.Share("share", failures, isRecorded ? inPeriod : 0);
    }

    public override bool? IsPart(FactSlice slice, int row, string statistic) => slice.Facts.Contacts.IsFailureDemand[row] is true;
}

/// <summary>Within how many days a new contact on the same theme counts as a repeat.</summary>
internal static class RepeatWindows
{
    public static readonly int[] Days = [7, 30];

    /// <summary>The statistic of a share within so many days.</summary>
    public static string ShareWithin(int days) => $"share-{days}-days";

    /// <returns>Within how many days a statistic counts; null for one that is no such share.</returns>
    public static int? Of(string statistic) => Array.Find(Days, days => ShareWithin(days) == statistic) is not 0 and var found ? found : null;
}
