using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.RemoteReceptions;

/// <summary>Who was consulted, on what and with what answer, not yet checked. It is stored with its contact, never alone.</summary>
public sealed record ConsultationToLog
{
    public required string ConsultedName { get; init; }
    public required string ConsultedProfession { get; init; }
    public required bool ClientTookPart { get; init; }
    public required string Question { get; init; }
    public required string Answer { get; init; }

    // A record prints every field; this one holds a client's matter and must not reach a log that way.
    public override string ToString() => nameof(ConsultationToLog);

    internal IEnumerable<ContactProblem> FindProblems()
    {
        (string Field, string Text, int MaxLength, ContactProblemKind Missing, ContactProblemKind TooLong)[] fields =
        [
            (nameof(ConsultedName), ConsultedName, Consultation.NameMaxLength, ContactProblemKind.ConsultedNameMissing, ContactProblemKind.ConsultationNameTooLong),
            (nameof(ConsultedProfession), ConsultedProfession, Consultation.NameMaxLength, ContactProblemKind.ConsultedProfessionMissing, ContactProblemKind.ConsultationNameTooLong),
            (nameof(Question), Question, Consultation.TextMaxLength, ContactProblemKind.ConsultationQuestionMissing, ContactProblemKind.ConsultationTextTooLong),
            (nameof(Answer), Answer, Consultation.TextMaxLength, ContactProblemKind.ConsultationAnswerMissing, ContactProblemKind.ConsultationTextTooLong),
        ];
        foreach (var (field, text, maxLength, missing, tooLong) in fields)
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return new ContactProblem(field, missing);
            else if (text.Trim().Length > maxLength)
                yield return new ContactProblem(field, tooLong);
        }
    }

    internal Consultation Of(Guid contactId) => new()
    {
        ContactId = contactId,
        ConsultedName = ConsultedName.Trim(),
        ConsultedProfession = ConsultedProfession.Trim(),
        ClientTookPart = ClientTookPart,
        Question = Question.Trim(),
        Answer = Answer.Trim(),
    };
}
