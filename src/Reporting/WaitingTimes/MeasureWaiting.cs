namespace Palveluohjaus.Reporting.WaitingTimes;

/// <summary>Computes the lines of a statement. Pure: waits in, lines out.</summary>
internal static class MeasureWaiting
{
    private const double NineInTen = 0.9;

    /// <summary>By theme: each that anyone waited in, in the order of the codes.</summary>
    public static (WaitingRow All, IReadOnlyList<WaitingRow> Rows) ByTheme(IReadOnlyList<EndedWait> waits, int leastPeople)
    {
        var groups = waits.GroupBy(wait => wait.Theme).OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        return Lines(waits, groups, leastPeople, group => new WaitingRow { Theme = group[0].Theme, State = WaitingState.Shown });
    }

    /// <summary>By service: those with enough people by name, and all others as one line, so that few are lost.</summary>
    public static (WaitingRow All, IReadOnlyList<WaitingRow> Rows) ByService(IReadOnlyList<EndedWait> waits, int leastPeople)
    {
        var byService = waits.GroupBy(wait => wait.Service).Select(group => group.ToList()).ToList();
        var named = byService.Where(group => group[0].Service is not null && People(group) >= leastPeople).OrderBy(group => group[0].Service!.Fi, StringComparer.Ordinal).ToList();
        var rest = byService.Except(named).SelectMany(group => group).ToList();
        List<List<EndedWait>> groups = rest.Count == 0 ? named : [.. named, rest];
        return Lines(waits, groups, leastPeople, group => new WaitingRow { Service = ReferenceEquals(group, rest) ? null : group[0].Service, State = WaitingState.Shown });
    }

    /// <summary>A number that is not small, or null.</summary>
    public static int? Told(int people, int count, int leastPeople) => count == 0 ? 0 : people < leastPeople ? null : count;

    private static (WaitingRow All, IReadOnlyList<WaitingRow> Rows) Lines(
        IReadOnlyList<EndedWait> waits, List<List<EndedWait>> groups, int leastPeople, Func<List<EndedWait>, WaitingRow> name)
    {
        var all = new WaitingRow { State = WaitingState.Shown };
        if (waits.Count == 0)
            return (all with { State = WaitingState.None }, []);
        if (People(waits) < leastPeople)
            return (all with { State = WaitingState.TooFew }, []);

        var hidden = FindHidden(groups, leastPeople);
        return (Fill(all, waits), [.. groups.Select(group => hidden.Contains(group) ? name(group) with { State = WaitingState.TooFew } : Fill(name(group), group))]);
    }

    /// <summary>Groups of too few; and where those hidden could be told as the difference from the sum, the smallest of the others too.</summary>
    private static HashSet<List<EndedWait>> FindHidden(List<List<EndedWait>> groups, int leastPeople)
    {
        var hidden = groups.Where(group => People(group) < leastPeople).ToHashSet();
        var others = new Queue<List<EndedWait>>(groups.Where(group => !hidden.Contains(group)).OrderBy(People));
        while (hidden.Count > 0 && others.Count > 0 && (hidden.Count < 2 || People([.. hidden.SelectMany(group => group)]) < leastPeople))
            hidden.Add(others.Dequeue());
        return hidden;
    }

    private static int People(IReadOnlyList<EndedWait> waits) => waits.Select(wait => wait.Person).Distinct().Count();

    private static WaitingRow Fill(WaitingRow row, IReadOnlyList<EndedWait> waits)
    {
        int[] days = [.. waits.Select(wait => wait.Days).Order()];
        return row with
        {
            Count = days.Length,
            MedianDays = (days[(days.Length - 1) / 2] + days[days.Length / 2]) / 2.0,
            NineInTenDays = days[(int)Math.Ceiling(NineInTen * days.Length) - 1],
        };
    }
}

/// <summary>A wait that ended in the half-year.</summary>
/// <param name="Person">The client; of a matter of somebody unknown, the case.</param>
/// <param name="Theme">The matter's theme.</param>
/// <param name="Service">The service that began.</param>
/// <param name="Days">Whole days of the county's calendar.</param>
internal sealed record EndedWait(Guid Person, string? Theme, ServiceName? Service, int Days);
