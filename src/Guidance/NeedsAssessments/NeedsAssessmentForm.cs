using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Handoffs;

namespace Palveluohjaus.Guidance.NeedsAssessments;

/// <summary>The form of an assessment exactly as it was typed. Property names are the names of the fields.</summary>
public sealed class NeedsAssessmentForm
{
    public const string HousingPrefix = "Housing.";
    private const int BlankRows = 2;

    /// <summary>How many rows stood on the page that was sent, empty ones too; none yet.</summary>
    private int _participantRows;
    private int _goalRows;

    public int Version { get; set; }
    public IReadOnlyList<(string Profession, string Name)> Participants { get; init; } = [];
    public string Conclusion { get; init; } = string.Empty;
    public IReadOnlyList<(string Text, string Who, string ByDay, string State)> Goals { get; init; } = [];
    public IReadOnlyDictionary<string, bool> HousingAnswers { get; init; } = new Dictionary<string, bool>();
    public string HousingDecidedOn { get; init; } = string.Empty;
    public string HousingEndedOn { get; init; } = string.Empty;
    public UnnecessaryReason? UnnecessaryReasonKind { get; init; }
    public string UnnecessaryReason { get; init; } = string.Empty;

    /// <summary>Those written, and a few to write into.</summary>
    public IEnumerable<(string Profession, string Name)> ParticipantRows =>
        Participants.Concat(Enumerable.Repeat((string.Empty, string.Empty), Math.Max(BlankRows, _participantRows - Participants.Count))).Take(NeedsAssessment.MaxParticipants);

    /// <summary>The number of the first row, from 1, that is somebody else who is not named; the first row when there is none.</summary>
    public int FirstUnnamed => Math.Max(ParticipantRows.ToList().FindIndex(IsUnnamedOther), 0) + 1;

    /// <inheritdoc cref="ParticipantRows"/>
    public IEnumerable<(string Text, string Who, string ByDay, string State)> GoalRows =>
        Goals.Concat(Enumerable.Repeat((string.Empty, string.Empty, string.Empty, nameof(GoalState.Planned)), Math.Max(BlankRows, _goalRows - Goals.Count))).Take(NeedsAssessment.MaxGoals);

    /// <summary>The number of the first goal, from 1, that does not tell what is aimed at; the first row when there is none.</summary>
    public int FirstWithoutGoal => Math.Max(Goals.ToList().FindIndex(row => row.Text.Length == 0), 0) + 1;

    public static bool IsUnnamedOther((string Profession, string Name) row) => ParticipantOf(row).IsUnnamedOther;

    public static NeedsAssessmentForm Of(NeedsAssessment? stored) => stored is null ? new NeedsAssessmentForm() : new NeedsAssessmentForm
    {
        Version = stored.Version,
        Participants = [.. stored.Participants.Select(each => (each.Profession?.ToString() ?? string.Empty, each.Name ?? string.Empty))],
        Conclusion = stored.Conclusion ?? string.Empty,
        Goals = [.. stored.Goals.Select(each => (each.Text ?? string.Empty, each.Who ?? string.Empty, DayText(each.ByDay), each.State.ToString()))],
        HousingAnswers = stored.HousingAnswers,
        HousingDecidedOn = DayText(stored.HousingDecidedOn),
        HousingEndedOn = DayText(stored.HousingEndedOn),
        UnnecessaryReasonKind = stored.UnnecessaryReasonKind,
        UnnecessaryReason = stored.UnnecessaryReason ?? string.Empty,
    };

    public static NeedsAssessmentForm Read(IFormCollection posted)
    {
        var (professions, names) = (posted["Profession"], posted["Participant"]);
        var (texts, whos, days, states) = (posted["Goal"], posted["GoalWho"], posted["GoalBy"], posted["GoalState"]);
        return new NeedsAssessmentForm
        {
            Version = int.TryParse(posted[nameof(Version)], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            Participants = [.. Enumerable.Range(0, Math.Max(professions.Count, names.Count)).Select(index => (At(professions, index), At(names, index))).Where(row => row != (string.Empty, string.Empty))],
            _participantRows = Math.Max(professions.Count, names.Count),
            _goalRows = texts.Count,
            Conclusion = posted[nameof(Conclusion)].ToString().ReplaceLineEndings("\n"),
            Goals = [.. Enumerable.Range(0, texts.Count).Select(index => (At(texts, index), At(whos, index), At(days, index), At(states, index))).Where(row => row.Item1.Length + row.Item2.Length + row.Item3.Length > 0)],
            HousingAnswers = posted.Where(field => field.Key.StartsWith(HousingPrefix, StringComparison.Ordinal) && field.Value.ToString() is ("yes" or "no")).ToDictionary(field => field.Key[HousingPrefix.Length..], field => field.Value == "yes", StringComparer.Ordinal),
            HousingDecidedOn = posted[nameof(HousingDecidedOn)].ToString(),
            HousingEndedOn = posted[nameof(HousingEndedOn)].ToString(),
            UnnecessaryReasonKind = ClientFormFields.ReadCode<UnnecessaryReason>(posted[nameof(UnnecessaryReasonKind)]),
            UnnecessaryReason = posted[nameof(UnnecessaryReason)].ToString().ReplaceLineEndings("\n"),
        };
    }

    /// <summary>One more row to write into.</summary>
    public void AddParticipantRow() => _participantRows++;

    /// <inheritdoc cref="AddParticipantRow"/>
    public void AddGoalRow() => _goalRows++;

    /// <param name="unreadable">Gets what cannot be read as a day.</param>
    public NeedsAssessmentContent ToContent(List<NeedsAssessmentProblem> unreadable) => new()
    {
        Participants = [.. Participants.Select(ParticipantOf)],
        Conclusion = HandoffSteps.Written(Conclusion),
        Goals = [.. Goals.Select(row => new PlanGoal(HandoffSteps.Written(row.Text), HandoffSteps.Written(row.Who), Day(row.ByDay, NeedsAssessmentProblem.GoalDayUnreadable, unreadable), ClientFormFields.ReadCode<GoalState>(row.State) ?? GoalState.Planned))],
        HousingAnswers = HousingAnswers,
        HousingDecidedOn = Day(HousingDecidedOn, NeedsAssessmentProblem.HousingDayUnreadable, unreadable),
        HousingEndedOn = Day(HousingEndedOn, NeedsAssessmentProblem.HousingEndUnreadable, unreadable),
    };

    /// <summary>The control a problem is shown at.</summary>
    public static string ControlOf(NeedsAssessmentProblem problem) => problem switch
    {
        NeedsAssessmentProblem.ParticipantTooLong or NeedsAssessmentProblem.ParticipantMissing => "Profession",
        NeedsAssessmentProblem.ParticipantUnnamed => "Participant",
        NeedsAssessmentProblem.ConclusionMissing or NeedsAssessmentProblem.ConclusionTooLong => nameof(Conclusion),
        NeedsAssessmentProblem.GoalMissing or NeedsAssessmentProblem.GoalTooLong or NeedsAssessmentProblem.GoalDayUnreadable or NeedsAssessmentProblem.GoalDayImpossible => "Goal",
        NeedsAssessmentProblem.HousingDayUnreadable or NeedsAssessmentProblem.HousingDayImpossible or NeedsAssessmentProblem.CriterionUnknown => nameof(HousingDecidedOn),
        NeedsAssessmentProblem.HousingEndUnreadable or NeedsAssessmentProblem.HousingEndImpossible => nameof(HousingEndedOn),
        NeedsAssessmentProblem.UnnecessaryReasonMissing => nameof(UnnecessaryReasonKind),
        NeedsAssessmentProblem.UnnecessaryTextMissing or NeedsAssessmentProblem.UnnecessaryTextTooLong => nameof(UnnecessaryReason),
        NeedsAssessmentProblem.CaseClosed or NeedsAssessmentProblem.HasEnded or NeedsAssessmentProblem.NotEnded => "needs",
        NeedsAssessmentProblem.ReopenReasonMissing or NeedsAssessmentProblem.ReopenReasonTooLong => "ReopenReason",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "Not a problem."),
    };

    private static Participant ParticipantOf((string Profession, string Name) row) => new(ClientFormFields.ReadCode<Profession>(row.Profession), HandoffSteps.Written(row.Name));

    private static string At(Microsoft.Extensions.Primitives.StringValues values, int index) => index < values.Count ? values[index]?.Trim() ?? string.Empty : string.Empty;

    private static string DayText(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? string.Empty;

    private static DateOnly? Day(string typed, NeedsAssessmentProblem problem, List<NeedsAssessmentProblem> unreadable)
    {
        if (typed.Trim().Length == 0)
            return null;
        if (BirthDateText.Read(typed) is { } day)
            return day;
        if (!unreadable.Contains(problem))
            unreadable.Add(problem);
        return null;
    }
}
