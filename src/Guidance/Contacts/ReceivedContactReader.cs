using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Clients;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>Reads what another system sent, as far as that goes without looking anything up, and notes all that is wrong with it at once.</summary>
internal sealed class ReceivedContactReader
{
    private const int PhoneMaxLength = 40;

    private readonly List<ReceivedContactProblem> _problems = [];

    private ReceivedContactReader()
    {
    }

    public IReadOnlyList<ReceivedContactProblem> Problems => _problems;
    public DateTime StartedAtUtc { get; private set; }
    public int? HandlingTimeMinutes { get; private set; }
    public DateTime? CallbackPromisedAtUtc { get; private set; }
    public PersonalIdentityCode? IdentityCode { get; private set; }

    /// <summary>Null when nothing was told of who they are.</summary>
    public SenderDetails? Sender { get; private set; }

    public string? Note { get; private set; }

    /// <param name="body">What was sent.</param>
    /// <param name="latestUtc">Nothing that has happened is later than this.</param>
    public static ReceivedContactReader Read(ReceivedContactBody body, DateTime latestUtc)
    {
        var reader = new ReceivedContactReader();
        reader.ReadCodes(body);
        reader.ReadTimes(body, latestUtc);
        reader.ReadSender(body.Client);

        // Line ends and tabs are the writer's; other control characters come from no keyboard.
        reader.Note = body.Note is null ? null : string.Concat(body.Note.Where(character => !char.IsControl(character) || character is '\n' or '\r' or '\t'));
        return reader;
    }

    private void ReadCodes(ReceivedContactBody body)
    {
        Check(body.Channel is null, "channel", ReceivedContactProblemKind.Missing);
        Check(body.Channel is not (null or ContactChannel.Chat or ContactChannel.EForm or ContactChannel.Message), "channel", ReceivedContactProblemKind.ChannelNotAllowed);
        Check(body.Language is null, "language", ReceivedContactProblemKind.Missing);
        Check(body.Initiator is null, "initiator", ReceivedContactProblemKind.Missing);
        Check(body.Initiator == ContactInitiator.Outreach, "initiator", ReceivedContactProblemKind.InitiatorNotAllowed);
        Check(
            body.Outcome is not (null or ContactOutcome.SolvedHere or ContactOutcome.GuidedToService or ContactOutcome.NothingFurther or ContactOutcome.Callback),
            "outcome",
            ReceivedContactProblemKind.OutcomeNotAllowed);
        Check(body.Outcome != ContactOutcome.Callback && body.CallbackPromisedAt is not null, "callbackPromisedAt", ReceivedContactProblemKind.CallbackNotPromised);
    }

    private void ReadTimes(ReceivedContactBody body, DateTime latestUtc)
    {
        Check(body.StartedAt is null, "startedAt", ReceivedContactProblemKind.Missing);
        var started = ReadTime(body.StartedAt, "startedAt");
        var ended = ReadTime(body.EndedAt, "endedAt");
        CallbackPromisedAtUtc = ReadTime(body.CallbackPromisedAt, "callbackPromisedAt");
        StartedAtUtc = started ?? default;
        if (started is null || ended is null)
            return;

        Check(ended < started, "endedAt", ReceivedContactProblemKind.EndsBeforeStart);
        Check(ended > latestUtc && started <= latestUtc, "endedAt", ReceivedContactProblemKind.EndsInFuture);
        Check((ended - started)!.Value.TotalMinutes > LogContact.MaxHandlingTimeMinutes, "endedAt", ReceivedContactProblemKind.LastsTooLong);
        if (_problems.Count == 0)
            HandlingTimeMinutes = (int)Math.Round((ended - started).Value.TotalMinutes, MidpointRounding.AwayFromZero);
    }

    private DateTime? ReadTime(string? text, string field)
    {
        if (text is null)
            return null;
        if (InstantWithOffset.TryRead(text, out var time))
            return time.UtcDateTime;
        Check(true, field, ReceivedContactProblemKind.TimeUnreadable);
        return null;
    }

    private void ReadSender(ReceivedSenderBody? told)
    {
        if (told is null)
            return;

        var (name, phone, email) = (ClientText.Clean(told.Name), ClientText.Clean(told.Phone), ClientText.Clean(told.Email));
        Check(name.Length > ClientLimits.Name, "client.name", ReceivedContactProblemKind.TooLong);
        Check(phone.Length > PhoneMaxLength, "client.phone", ReceivedContactProblemKind.TooLong);
        Check(email.Length > ClientLimits.Email, "client.email", ReceivedContactProblemKind.TooLong);
        Check(told.Id is not null && told.IdentityCode is not null, "client.identityCode", ReceivedContactProblemKind.ClientNamedTwice);
        Check(told.IdentityCode is not null && !PersonalIdentityCode.TryParse(told.IdentityCode, out _), "client.identityCode", ReceivedContactProblemKind.IdentityCodeWrong);
        IdentityCode = PersonalIdentityCode.TryParse(told.IdentityCode, out var code) ? code : null;
        if (IdentityCode is not null || name.Length + phone.Length + email.Length > 0)
            Sender = new SenderDetails(NullIfEmpty(name), IdentityCode?.Value, NullIfEmpty(phone), NullIfEmpty(email));
    }

    private void Check(bool isWrong, string field, ReceivedContactProblemKind kind)
    {
        if (isWrong && _problems.TrueForAll(earlier => earlier.Field != field))
            _problems.Add(new ReceivedContactProblem(field, kind));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
