using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Reporting.Facts;

/// <summary>Ages in bands, as figures are divided: wide where people are few, narrow where needs change.</summary>
public static class AgeBands
{
    private static readonly (int From, string Code)[] Bands =
        [(85, "85-"), (75, "75-84"), (65, "65-74"), (30, "30-64"), (18, "18-29"), (13, "13-17"), (7, "7-12"), (int.MinValue, "0-6")];

    /// <summary>The youngest first.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Bands.Select(band => band.Code).Reverse()];

    /// <summary>A day before the birth, which some log may hold, counts as the lowest.</summary>
    public static string Of(DateOnly dateOfBirth, DateOnly day)
    {
        var age = Client.AgeOn(dateOfBirth, day);
        return Array.Find(Bands, band => age >= band.From).Code;
    }
}
