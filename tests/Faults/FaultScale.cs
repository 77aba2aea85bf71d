using System.Globalization;

namespace Palveluohjaus.Faults;

/// <summary>How much is broken: a few minutes' worth at every build, or a night's. <c>PALVELUOHJAUS_FAULTS</c> says long for the latter; <c>./build.sh faults</c> sets it.</summary>
internal static class FaultScale
{
    private const string Variable = "PALVELUOHJAUS_FAULTS";
    private const string SeedVariable = "PALVELUOHJAUS_FAULTS_SEED";
    private const string MinutesVariable = "PALVELUOHJAUS_FAULTS_MINUTES";
    private const int UsualMinutes = 60;

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "short" => false,
        "long" => true,
        var other => throw new InvalidOperationException($"{Variable} is {other}: it must be short or long."),
    };

    /// <summary>Of the fictional county.</summary>
    public static int Clients => IsLong ? 2000 : 150;

    public static string Years => IsLong ? "2" : "0.5";

    public static int ContactsPerSecond => 100;

    /// <summary>Of the web process, on each database.</summary>
    public static int Kills => IsLong ? 50 : 4;

    /// <summary>That PostgreSQL is stopped.</summary>
    public static TimeSpan Outage => TimeSpan.FromSeconds(IsLong ? 20 : 6);

    /// <summary>Of load before something breaks, and after it is mended.</summary>
    public static TimeSpan Calm => TimeSpan.FromSeconds(IsLong ? 30 : 2);

    /// <summary>On each database. In the long form an hour, or the minutes that <c>PALVELUOHJAUS_FAULTS_MINUTES</c> says.</summary>
    public static TimeSpan MixedLoad { get; } = IsLong ? TimeSpan.FromMinutes(ReadMinutes()) : TimeSpan.FromSeconds(40);

    /// <summary>Of the moments at which things break; a run's own unless <c>PALVELUOHJAUS_FAULTS_SEED</c> repeats an earlier one's.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & 0xFFFF;

    private static int ReadMinutes() => Environment.GetEnvironmentVariable(MinutesVariable) switch
    {
        null or "" => UsualMinutes,
        var given when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 24 * 60 => minutes,
        var other => throw new InvalidOperationException($"{MinutesVariable} is {other}: it must be a whole number of minutes, 1–1440."),
    };

    /// <summary>For a run's report.</summary>
    public static string Describe(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}; {(IsLong ? "long" : "short")} form; to repeat it: {SeedVariable}={Seed}");
}
