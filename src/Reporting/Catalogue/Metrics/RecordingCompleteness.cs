using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Catalogue.Metrics;

/// <summary>
/// Of the contacts of the period, how many have each field that is recorded of every contact, and how long after the contact it was recorded: of all, and of those that have the field. A theme that is
/// always the same is recorded without being told apart, so the share of the commonest one stands beside them.
/// </summary>
public sealed class RecordingCompleteness() : Metric("recording-completeness", BenefitGoal.QualityAndEffect, Direction.HigherIsBetter)
{
    private const string Complete = "share";
    private const string Delay = "delay-p50";
    private const string OfField = "-delay-p50";
    private const string WithinADay = "within-a-day";

    private const string CommonestTheme = "commonest-theme";

    private static readonly ContactFields[] Fields = [.. Enum.GetValues<ContactFields>().Where(field => field != ContactFields.None)];

    public override FactTable TableOf(FactSnapshot facts) => facts.Contacts;

    public override InstantColumn InstantsOf(FactSnapshot facts) => facts.Contacts.StartedAt;

    public override IEnumerable<Measurement> Measure(FactSlice slice)
    {
        var contacts = slice.Facts.Contacts;
        var (count, complete, sameDay) = (0, 0, 0);
        var filled = new int[Fields.Length];
        var (delays, missingOfDelays) = (new List<double>(), new List<ContactFields>());
        var themes = contacts.Dimensions[Dimension.Theme];
        var ofTheme = new int[themes.ValueCount];
        foreach (var row in slice.Rows)
        {
            if (!slice.Contains(contacts.StartedAt[row]))
                continue;
            count++;
            ofTheme[themes[row]]++;
            var missing = contacts.Missing[row];
            if (missing == ContactFields.None)
                complete++;
            for (var field = 0; field < Fields.Length; field++)
                filled[field] += (missing & Fields[field]) == 0 ? 1 : 0;
            if (contacts.RecordingDelayMinutes[row] is not { } delay)
                continue;
            delays.Add(delay);
            missingOfDelays.Add(missing);
            if (IsWithinADay(contacts, row))
                sameDay++;
        }

        yield return Measurement.Share(Complete, complete, count);
        for (var field = 0; field < Fields.Length; field++)
            yield return Measurement.Share(Codes.Of(Fields[field]), filled[field], count);
        // Nought is where no theme is known.
        yield return Measurement.Share(CommonestTheme, ofTheme.Skip(1).DefaultIfEmpty().Max(), ofTheme.Skip(1).Sum());

        // Put in order once for all fields: what is of a field stays in that order.
        var (inOrder, missingInOrder) = (delays.ToArray(), missingOfDelays.ToArray());
        Array.Sort(inOrder, missingInOrder);
        yield return new Measurement(Delay, Percentiles.Of(inOrder, 0.50), Units.Minutes, inOrder.Length);
        yield return Measurement.Share(WithinADay, sameDay, inOrder.Length);
        foreach (var field in Fields)
        {
            double[] ofField = [.. inOrder.Where((_, index) => (missingInOrder[index] & field) == 0)];
            yield return new Measurement($"{Codes.Of(field)}{OfField}", Percentiles.Of(ofField, 0.50), Units.Minutes, ofField.Length) { Tells = [inOrder.Length - ofField.Length] };
        }
    }

    public override bool RestsOn(FactSlice slice, int row, string statistic) =>
        base.RestsOn(slice, row, statistic) && statistic switch
        {
            Delay or WithinADay => slice.Facts.Contacts.RecordingDelayMinutes[row] is not null,
            CommonestTheme => slice.Facts.Contacts.Dimensions[Dimension.Theme][row] != 0,
            _ when DelayedField(statistic) is { } field => slice.Facts.Contacts.RecordingDelayMinutes[row] is not null && (slice.Facts.Contacts.Missing[row] & field) == 0,
            _ => true,
        };

    public override bool? IsPart(FactSlice slice, int row, string statistic) => statistic switch
    {
        // Which theme is the commonest, no row knows by itself.
        Delay or CommonestTheme => null,
        WithinADay => IsWithinADay(slice.Facts.Contacts, row),
        Complete => slice.Facts.Contacts.Missing[row] == ContactFields.None,
        _ when DelayedField(statistic) is not null => null,
        _ => Codes.Find<ContactFields>(statistic) is { } field && (slice.Facts.Contacts.Missing[row] & field) == 0,
    };

    /// <returns>The field whose delay a statistic is; null for others.</returns>
    private static ContactFields? DelayedField(string statistic) => statistic != Delay && statistic.EndsWith(OfField, StringComparison.Ordinal) ? Codes.Find<ContactFields>(statistic[..^OfField.Length]) : null;

    private static bool IsWithinADay(ContactTable contacts, int row) => contacts.RecordingDelayMinutes[row] < TimeSpan.MinutesPerDay;
}
