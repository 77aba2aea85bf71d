using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>Contacts that began in the period, and the share of them that is anonymous.</summary>
public sealed class Contacts() : Metric("contacts", BenefitGoal.AccessAndContinuity, Direction.Neither)
{
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
        yield return Measurement.Share("anonymous-share", anonymous, count);
    }
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
        var served = contacts.Dimensions[Dimension.Language];
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(contacts.StartedAt[row])
                || served.ValueOf(served[row]) is not { } language
                || contacts.ClientLanguage.ValueOf(contacts.ClientLanguage[row]) is not { } asked)
            {
                continue;
            }

            yield return (row, language == asked ? 1 : 0);
        }
    }
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
        foreach (var days in RepeatWindows.Days)
            yield return Measure(slice, days);
    }

    private static Measurement Measure(FactSlice slice, int days)
    {
        var contacts = slice.Facts.Contacts;
        var identified = 0;
        var repeats = 0;
        foreach (var row in slice.Rows)
        {
            var startedAt = contacts.StartedAt[row];
            if (!contacts.IsIdentified[row] || !slice.Contains(startedAt))
                continue;
            identified++;
            var previousAt = contacts.PreviousContactOnThemeAt[row];
            if (previousAt != FactTable.Never && startedAt - previousAt <= days * TimeSpan.TicksPerDay)
                repeats++;
        }

        return Measurement.Share($"share-{days}-days", repeats, identified);
    }
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
}

/// <summary>Within how many days a new contact on the same theme counts as a repeat.</summary>
internal static class RepeatWindows
{
    public static readonly int[] Days = [7, 30];
}
