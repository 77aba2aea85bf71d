using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>What the numbers of traces stand for. Units of one code are one unit, as everywhere in figures.</summary>
internal sealed class PathWords
{
    private readonly Dictionary<int, int> _same = [];
    private readonly Dictionary<int, string> _unitCodes = [];
    private readonly Dictionary<int, string> _activities = [];

    /// <param name="words">The trace vocabulary.</param>
    /// <param name="unitCodes">The code of each unit.</param>
    public PathWords(IEnumerable<TraceWord> words, IReadOnlyDictionary<Guid, string> unitCodes)
    {
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words.OrderBy(word => word.Number))
        {
            if (word.Kind == TraceWordKind.Activity)
            {
                _activities[word.Number] = word.Word;
                if (word.Word == nameof(CaseEventKind.HandedOff))
                    HandedOff = word.Number;
                continue;
            }

            var code = Guid.TryParse(word.Word, out var id) ? unitCodes.GetValueOrDefault(id, word.Word) : word.Word;
            if (firsts.TryAdd(code, word.Number))
                _unitCodes[word.Number] = code;
            _same[word.Number] = firsts[code];
        }
    }

    /// <summary>The activity that says no more than that a unit took the case over; 0 when no case was handed over.</summary>
    public int HandedOff { get; }

    /// <summary>The number of an activity; 0 when no trace has it.</summary>
    public int NumberOf(string activity) => _activities.FirstOrDefault(each => each.Value == activity).Key;

    /// <summary>The number that stands for a unit, whichever of its numbers a trace has.</summary>
    public int Same(int unit) => _same.GetValueOrDefault(unit, unit);

    /// <param name="key">See <see cref="PathStep.Key"/>.</param>
    /// <returns>What the facts call it, in no language; a unit and an activity of one name are told apart.</returns>
    public string CodeOf(int key) => key < 0 ? $"@{_unitCodes.GetValueOrDefault(-key)}" : _activities.GetValueOrDefault(key, string.Empty);

    /// <summary>A step's name in the user's language. An activity of an imported log has the name the log gave it.</summary>
    public string NameOf(PathStep step, DashboardWords words, DashboardNames names) => NameOf(step.Key, words, names);

    /// <param name="key">See <see cref="PathStep.Key"/>.</param>
    /// <param name="words">The user's language.</param>
    /// <param name="names">What units are called.</param>
    public string NameOf(int key, DashboardWords words, DashboardNames names)
    {
        if (key < 0)
            return _unitCodes.TryGetValue(-key, out var code) ? DashboardNames.NameOf(names.Units, code) ?? words["Overview.NotKnown"] : words["Overview.NotKnown"];
        if (!_activities.TryGetValue(key, out var activity))
            return words["Overview.NotKnown"];
        return Enum.TryParse<CaseEventKind>(activity, out var kind) && Enum.IsDefined(kind) && kind.ToString() == activity ? words[$"Paths.Step.{kind}"] : activity;
    }
}
