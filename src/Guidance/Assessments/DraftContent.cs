using System.Text.Json;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Assessments;

/// <summary>What an assessment holds at one moment: as it is stored, as a form was drawn, or as it was sent.</summary>
public sealed record DraftContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public static DraftContent Empty { get; } = new();

    /// <summary>Item code → rating 0–3.</summary>
    public IReadOnlyDictionary<string, int> Answers { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<NeedReason> NeedReasons { get; init; } = [];
    public IReadOnlyList<RaisedFlag> RedFlags { get; init; } = [];

    public static DraftContent Of(AssessmentDraft draft) => new() { Answers = draft.Answers, NeedReasons = draft.NeedReasons, RedFlags = draft.RedFlags };

    public static DraftContent Of(Assessment assessment) => new() { Answers = assessment.Answers, NeedReasons = assessment.NeedReasons, RedFlags = assessment.RedFlags };

    /// <summary>Reads what <see cref="Write"/> wrote; empty when it is anything else, since a browser sends what it likes.</summary>
    public static DraftContent Read(string? text)
    {
        try
        {
            return text is { Length: > 0 } && JsonSerializer.Deserialize<DraftContent>(text, Options) is { } read && read.RedFlags.All(raised => raised is not null) ? read : Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    /// <summary>For the form, so that what was sent can be told apart from what was only left as it was.</summary>
    public string Write() => JsonSerializer.Serialize(this, Options);

    public bool HasSameAnswersAs(DraftContent other) => Answers.Count == other.Answers.Count && !Answers.Except(other.Answers).Any();

    public bool IsSameAs(DraftContent other) =>
        HasSameAnswersAs(other) && NeedReasons.Order().SequenceEqual(other.NeedReasons.Order()) && RedFlags.OrderBy(raised => raised.Flag).SequenceEqual(other.RedFlags.OrderBy(raised => raised.Flag));

    // A record prints every field, and these are about a client.
    public override string ToString() => $"{nameof(DraftContent)} of {Answers.Count} answers";
}
