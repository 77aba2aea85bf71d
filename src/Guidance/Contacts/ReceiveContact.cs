using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Contacts;

/// <summary>
/// Takes in a contact that another system sends. Whether the sender is a client of ours is looked up and not told: a system must not find out with
/// its key who the clients are. Who is no client, and how anyone said to be reached, is kept beside the contact, encrypted, for whoever handles it.
/// </summary>
public sealed class ReceiveContact(GuidanceDbContext guidance, IdentityCodeVault vault, LogContact logContact, TimeProvider clock)
{
    /// <summary>Names, not numbers, and nothing for what was left out: a later version reads an earlier one's content alike.</summary>
    private static readonly JsonSerializerOptions Canonical = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };

    public async Task<ReceiveContactResult> ReceiveAsync(ReceivedContactBody body, string idempotencyKey, RecognisedSystem system, CancellationToken cancellationToken)
    {
        var read = ReceivedContactReader.Read(body, clock.GetUtcNow().UtcDateTime + LogContact.ClockTolerance);
        if (read.Problems.Count > 0)
            return new ReceiveContactResult.Refused(read.Problems);

        var toLog = new ContactToLog
        {
            SubmissionKey = SubmissionKeyOf(system.SystemId, idempotencyKey),
            SubmittedDigest = vault.Digest(JsonSerializer.SerializeToUtf8Bytes(body, Canonical)),
            SendingSystemId = system.SystemId,
            ClientId = body.Client?.Id ?? await FindClientAsync(read.IdentityCode, cancellationToken),
            Sender = read.Sender,
            Channel = body.Channel!.Value,
            Initiator = body.Initiator!.Value,
            StartedAtUtc = read.StartedAtUtc,
            HandlingTimeMinutes = read.HandlingTimeMinutes,
            ServiceLanguage = body.Language!.Value,
            Themes = body.Themes ?? [],
            Urgency = body.Urgency ?? Urgency.NotUrgent,
            Outcome = body.Outcome,

            // People work on an open case: what a machine settled is no reason to end it.
            KeepsCaseOpen = true,
            CallbackPromisedAtUtc = read.CallbackPromisedAtUtc,
            MunicipalityCode = body.Municipality,
            Note = read.Note,
        };
        return await logContact.LogAsync(toLog, system.Actor, cancellationToken) switch
        {
            LogContactResult.Logged logged => new ReceiveContactResult.Received(logged.ContactId),
            LogContactResult.AlreadyLogged already => new ReceiveContactResult.ReceivedBefore(already.ContactId),
            LogContactResult.KeyUsedForAnother => new ReceiveContactResult.KeyUsedForAnother(),
            LogContactResult.Refused refused => new ReceiveContactResult.Refused([.. refused.Problems.Select(ToReceived)]),
            _ => throw new InvalidOperationException("Not a result of logging a contact."),
        };
    }

    private async Task<Guid?> FindClientAsync(PersonalIdentityCode? code, CancellationToken cancellationToken)
    {
        if (code is null)
            return null;
        var lookup = vault.Lookup(code);
        return await guidance.Clients.Where(client => client.IdentityCodeLookup == lookup).Select(client => (Guid?)client.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Two systems may number their contacts alike.</summary>
    private static Guid SubmissionKeyOf(Guid systemId, string idempotencyKey) =>
        new(SHA256.HashData([.. systemId.ToByteArray(), .. Encoding.UTF8.GetBytes(idempotencyKey)]).AsSpan(0, 16));

    private static ReceivedContactProblem ToReceived(ContactProblem problem) => problem.Kind switch
    {
        ContactProblemKind.ClientUnknown => new("client.id", ReceivedContactProblemKind.ClientUnknown),
        ContactProblemKind.StartsInFuture => new("startedAt", ReceivedContactProblemKind.StartsInFuture),
        ContactProblemKind.TooLongAgo => new("startedAt", ReceivedContactProblemKind.TooLongAgo),
        ContactProblemKind.MinutesOutOfRange => new("endedAt", ReceivedContactProblemKind.LastsTooLong),
        ContactProblemKind.TooManyThemes => new("themes", ReceivedContactProblemKind.TooManyThemes),
        ContactProblemKind.CallbackTimeMissing => new("callbackPromisedAt", ReceivedContactProblemKind.CallbackTimeMissing),
        ContactProblemKind.CallbackBeforeContact => new("callbackPromisedAt", ReceivedContactProblemKind.CallbackBeforeContact),
        ContactProblemKind.CallbackTooFar => new("callbackPromisedAt", ReceivedContactProblemKind.CallbackTooFar),
        ContactProblemKind.MunicipalityUnknown => new("municipality", ReceivedContactProblemKind.MunicipalityUnknown),
        ContactProblemKind.NoteTooLong => new("note", ReceivedContactProblemKind.TooLong),
        _ => throw new InvalidOperationException($"A received contact cannot be refused for {problem.Kind}."),
    };
}
