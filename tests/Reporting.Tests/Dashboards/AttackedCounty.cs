using System.Globalization;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Tests.Catalogue;

namespace Palveluohjaus.Reporting.Tests.Dashboards;

/// <summary>A small county drawn at random, with what is true of it.</summary>
internal sealed class AttackedCounty
{
    public static readonly string[] Municipalities = ["231", "475", "905"];
    public static readonly string[] Units = ["north", "south", "west"];
    public static readonly string[] Languages = ["finnish", "swedish"];
    public static readonly string[] LifeStages = ["older-people", "youth"];

    /// <summary>What a shown figure tells: its number of rows, and the counts that can be reckoned from it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Tells = new Dictionary<string, string[]>
    {
        ["contacts"] = ["contacts"],
        ["anonymous-share"] = ["contacts", "anonymous", "identified"],
        ["share-7-days"] = ["matters", "resolved", "unresolved"],
        ["lead-time"] = ["closed"],
        ["deadline-attainment"] = ["due", "met", "missed"],
        ["cases"] = ["received"],
        ["closed"] = ["closed"],
        ["handoffs-per-case"] = ["received", "handoffs"],
        ["two-or-more"] = ["received", "often", "seldom"],
        ["ping-pong"] = ["received", "returned", "stayed"],
    };

    private static readonly (string, string[])[] Sums =
    [
        ("contacts", ["anonymous", "identified"]), ("matters", ["resolved", "unresolved"]), ("due", ["met", "missed"]), ("received", ["often", "seldom"]), ("received", ["returned", "stayed"]),
    ];

    private readonly SmallCounty _county = new();

    /// <param name="seed">Of the random numbers.</param>
    /// <param name="firstMonth">The first that has anything.</param>
    /// <param name="today">The county's day.</param>
    public AttackedCounty(int seed, DateOnly firstMonth, DateOnly today)
    {
        var days = new List<DateOnly>();
        for (var month = firstMonth; month <= today; month = month.AddMonths(1))
            days.Add(month);
        Attack = new DifferenceAttack([Municipalities, Units, Languages, LifeStages], [.. days, today.AddDays(1)], [.. Tells.Values.SelectMany(kinds => kinds).Distinct()], Sums);

        var random = new Random(seed);
        // So that the county's first day is the first month's.
        Add(random, firstMonth, Municipalities[2], Units[0], Languages[0], LifeStages[0]);
        foreach (var (municipality, unit, language, lifeStage) in
            from municipality in Municipalities
            from unit in Units
            from language in Languages
            from lifeStage in LifeStages
            select (municipality, unit, language, lifeStage))
        {
            // Most groups are tiny, a few are large; some months are quiet for nearly everybody.
            var usual = random.Next(4) switch { 0 => 0, 1 => 0.2, 2 => 1.5, _ => random.Next(3, 14) };
            foreach (var month in days)
            {
                var count = (int)Math.Round(usual * random.NextDouble() * (((month.Month * 7) + seed) % 5 == 0 ? 0.3 : 2));
                for (var number = 0; number < count; number++)
                    Add(random, month.AddDays(random.Next(month.AddDays(27) > today ? today.Day : 28)), municipality, unit, language, lifeStage);
            }
        }

        Facts = _county.Facts;

        void Add(Random random, DateOnly day, string municipality, string unit, string language, string lifeStage)
        {
            var identified = random.Next(12) > 0;
            _county.Contact(At(day, 9), identified: identified, servedIn: language, municipality: municipality, unit: unit, lifeStage: lifeStage);
            Count("contacts", day);
            Count(identified ? "identified" : "anonymous", day);
            if (random.Next(3) == 0)
                return;

            var (closes, resolved, missed, returned, handoffs) = (random.Next(5) > 0, random.Next(3) > 0, random.Next(8) == 0, random.Next(15) == 0, Math.Max(0, random.Next(6) - 3));
            var (closed, due) = (day.AddDays(random.Next(40)), day.AddDays(14));
            closes &= closed <= today;
            _county.Case(
                At(day, 9),
                closes ? At(closed, 12) : null,
                At(due, 10),
                handoffs,
                returned,
                resolved,
                municipality: municipality,
                language: language,
                unit: unit,
                lifeStage: lifeStage,
                met: missed ? null : At(day, 11));
            Count("received", day);
            Count("handoffs", day, handoffs);
            Count(handoffs >= 2 ? "often" : "seldom", day);
            Count(returned ? "returned" : "stayed", day);
            if (closes)
                Count("closed", closed);
            // What is met at closing is so by the deadline only where that came first.
            var isMet = !missed || (closes && closed < due);
            if (due < today)
            {
                Count("due", due);
                Count(isMet ? "met" : "missed", due);
            }

            if (day.AddDays(8) <= today)
            {
                Count("matters", day);
                Count(resolved ? "resolved" : "unresolved", day);
            }

            void Count(string kind, DateOnly on, int count = 1) => Attack.Count(kind, on, count, municipality, unit, language, lifeStage);
        }
    }

    public FactSnapshot Facts { get; }

    public DifferenceAttack Attack { get; }

    private static string At(DateOnly day, int hour) => day.ToDateTime(new TimeOnly(hour, 0)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
