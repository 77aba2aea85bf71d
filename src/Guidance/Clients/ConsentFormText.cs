using Microsoft.AspNetCore.Http;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>The form of a consent as it was typed.</summary>
public sealed record ConsentFormText
{
    public const string KindField = "ConsentKind";
    public const string AnswerField = "ConsentAnswer";
    public const string DayField = nameof(ConsentToRecord.AnsweredOn);

    public ConsentKind? Kind { get; init; }
    public ConsentAnswer? Answer { get; init; }

    /// <summary>Null when nothing has been typed yet.</summary>
    public string? AnsweredOnTyped { get; init; }

    public string AnsweredOn => AnsweredOnTyped ?? string.Empty;

    public static ConsentFormText Read(IFormCollection posted) => new()
    {
        Kind = ClientFormFields.ReadCode<ConsentKind>(posted[KindField]),
        Answer = ClientFormFields.ReadCode<ConsentAnswer>(posted[AnswerField]),
        AnsweredOnTyped = posted[DayField].ToString(),
    };
}
