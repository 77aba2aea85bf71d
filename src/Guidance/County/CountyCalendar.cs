namespace Palveluohjaus.Guidance.County;

/// <summary>
/// The county's local days. Instants are stored as UTC; only here, at the edges, do they meet the county's zone.
/// </summary>
public sealed class CountyCalendar(TimeZoneInfo zone)
{
    public const string DefaultZoneId = "Europe/Helsinki";

    public static CountyCalendar Helsinki { get; } = new(TimeZoneInfo.FindSystemTimeZoneById(DefaultZoneId));

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>The instant at which the county's <paramref name="day"/> begins.</summary>
    /// <remarks>Where midnight itself is skipped by a clock change (never in Finland, but a zone is a setting), the first instant that exists.</remarks>
    public DateTime StartOfDayUtc(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Turns a local wall-clock time into an instant. A time that happens twice in autumn means its first occurrence; one skipped in spring moves forward by the gap.</summary>
    public DateTime ToUtc(DateTime local)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(unspecified))
        {
            var before = Zone.GetUtcOffset(unspecified.AddHours(-3));
            return DateTime.SpecifyKind(unspecified - before, DateTimeKind.Utc);
        }

        if (Zone.IsAmbiguousTime(unspecified))
        {
            var first = Zone.GetAmbiguousTimeOffsets(unspecified).Max();
            return DateTime.SpecifyKind(unspecified - first, DateTimeKind.Utc);
        }

        return TimeZoneInfo.ConvertTimeToUtc(unspecified, Zone);
    }

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(ToLocal(utc));
}
