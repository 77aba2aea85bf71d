using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Api;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>The catalogue of methods, and clients' interventions: started, measured, held in sessions, ended.</summary>
internal static class InterventionEndpoints
{
    private const string Texts = "Interventions.Problem";

    public static void MapMethods(RouteGroupBuilder methods) =>
        methods.MapGet("/", ListMethods).WithSummary("List the methods that can begin, with their scales").For(AccessRight.HandleClients).WithoutClientData();

    public static void MapOfClient(RouteGroupBuilder clients)
    {
        clients.MapGet("/{id:guid}/interventions", ListAsync).WithSummary("List a client's interventions with their results")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        clients.MapPost("/{id:guid}/interventions", StartAsync).WithSummary("Start a method with a client")
            .WithDescription("Answers 201 when the intervention is stored, and 200 with the same id when the same key and body come again.")
            .For(AccessRight.HandleClients).Audited(AuditAction.Create)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    public static void Map(RouteGroupBuilder interventions)
    {
        interventions.MapGet("/{id:guid}", FindAsync).WithSummary("Read one intervention with its result and its entries")
            .For(AccessRight.HandleClients).Audited(AuditAction.Read).Refuses(StatusCodes.Status404NotFound);
        MapAct<MeasurementBody>("measurements", "Record a score before or after", (id, body) => new InterventionAct.Measure
        {
            InterventionId = id, Version = body.Version, IsAfter = body.Stage == MeasurementStage.After, MeasureCode = body.Measure, Score = body.Score, Day = body.MeasuredOn,
        });
        MapAct<SessionBody>("sessions", "Record a session that was held", (id, body) => new InterventionAct.Session { InterventionId = id, Version = body.Version, Day = body.HeldOn });
        MapAct<EndBody>("end", "End an intervention", (id, body) => new InterventionAct.End { InterventionId = id, Version = body.Version, Outcome = body.Outcome, Reason = body.Reason, Note = body.Note, Day = body.EndedOn });
        MapAct<TakeBackBody>("take-back", "Take back an entry that was a mistake", (id, body) => new InterventionAct.TakeBack { InterventionId = id, Version = body.Version, Entry = body.Entry, Note = body.Note });

        void MapAct<TBody>(string name, string summary, Func<Guid, TBody, InterventionAct> actOf) =>
            interventions.MapPost($"/{{id:guid}}/{name}", async (Guid id, TBody body, RecordIntervention record, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
                Conclude(await record.RecordAsync(actOf(id, body), current.Actor, cancellationToken), problems)).WithSummary(summary)
                .For(AccessRight.HandleClients).Audited(AuditAction.Update).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static Ok<IReadOnlyList<MethodView>> ListMethods(InterventionMethods methods) =>
        TypedResults.Ok<IReadOnlyList<MethodView>>([.. methods.InUse.Select(MethodView.Of)]);

    private static async Task<Results<Ok<IReadOnlyList<InterventionApiView>>, ProblemHttpResult>> ListAsync(
        Guid id, ClientDoor door, ReadInterventions read, CurrentActor current, CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.InterventionsRead, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;
        var found = await read.OfClientAsync(open.ClientId, current.Actor, open.Ground, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<InterventionApiView>>([.. found.Select(InterventionApiView.Of)]);
    }

    private static async Task<Results<Created<InterventionStartedView>, Ok<InterventionStartedView>, ProblemHttpResult>> StartAsync(
        Guid id,
        InterventionBody body,
        [FromHeader(Name = IdempotencyKeys.Header), Description("Made by the caller, one for each intervention: 1–200 characters.")] string? idempotencyKey,
        ClientDoor door,
        StartIntervention start,
        HttpContext context,
        CurrentActor current,
        ApiProblems problems,
        CancellationToken cancellationToken)
    {
        var entry = await door.AskAsync(id, AuditReasons.InterventionStarted, cancellationToken);
        if (entry is not ClientEntry.Open open)
            return ((ClientEntry.Shut)entry).Problem;
        if (!IdempotencyKeys.IsUsable(idempotencyKey))
            return problems.Of(ApiProblemKind.IdempotencyKeyNeeded);

        var toStart = new InterventionToStart
        {
            ClientId = open.ClientId,
            CaseId = body.CaseId,
            MethodCode = body.Method,
            StartedOn = body.StartedOn,
            PlannedSessions = body.PlannedSessions,
            SubmissionKey = SubmissionKeyOf(current.Actor, idempotencyKey!),
        };
        switch (await start.StartAsync(toStart, current.Actor, cancellationToken))
        {
            case InterventionOutcome.Done { CameBefore: true } before:
                IdempotencyKeys.MarkReplayed(context);
                return TypedResults.Ok(new InterventionStartedView(before.InterventionId));
            case InterventionOutcome.Done done:
                return TypedResults.Created($"/api/v1/interventions/{done.InterventionId.ToString("D", CultureInfo.InvariantCulture)}", new InterventionStartedView(done.InterventionId));
            case InterventionOutcome.Refused refused:
                return ProblemOf(refused, problems);
            default:
                throw new InvalidOperationException("Not a result of starting.");
        }
    }

    private static async Task<Results<Ok<InterventionApiView>, ProblemHttpResult>> FindAsync(Guid id, ReadInterventions read, CurrentActor current, ApiProblems problems, CancellationToken cancellationToken) =>
        await read.FindAsync(id, current.Actor, cancellationToken) is { } found ? TypedResults.Ok(InterventionApiView.Of(found.View)) : problems.Of(ApiProblemKind.NotFound);

    private static Results<NoContent, ProblemHttpResult> Conclude(InterventionOutcome outcome, ApiProblems problems) => outcome switch
    {
        InterventionOutcome.Done => TypedResults.NoContent(),
        InterventionOutcome.Refused refused => ProblemOf(refused, problems),
        _ => throw new InvalidOperationException("Not a result of recording."),
    };

    private static ProblemHttpResult ProblemOf(InterventionOutcome.Refused refused, ApiProblems problems) =>
        refused.Has(InterventionProblemKind.NotThere) ? problems.Of(ApiProblemKind.NotFound)
        : refused.Has(InterventionProblemKind.KeyReused) ? problems.Of(ApiProblemKind.IdempotencyKeyReused)
        : refused.IsConflict ? problems.Of(ApiProblemKind.ChangedMeanwhile, "reason", refused.Problems[0].Kind.ToString())
        : problems.Invalid(Texts, refused.Problems.Select(problem => (MemberOf(problem.Field), (Enum)problem.Kind)));

    private static string MemberOf(string field) => field == InterventionFields.TakeBackNote ? InterventionFields.Note : field;

    /// <summary>Each caller's keys are their own.</summary>
    private static Guid SubmissionKeyOf(Actor actor, string idempotencyKey) =>
        new(SHA256.HashData([.. actor.WorkerId.GetValueOrDefault().ToByteArray(), .. Encoding.UTF8.GetBytes(idempotencyKey)]).AsSpan(0, 16));
}

/// <summary>A method to start.</summary>
public sealed record InterventionBody
{
    /// <summary>A code of the catalogue.</summary>
    public required string Method { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>Left out for today.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Left out for as many as the method usually takes.</summary>
    public int? PlannedSessions { get; init; }

    public override string ToString() => nameof(InterventionBody);
}

public enum MeasurementStage
{
    Before,
    After,
}

/// <summary>A score to record.</summary>
public sealed record MeasurementBody
{
    public required int Version { get; init; }
    public required MeasurementStage Stage { get; init; }
    public required string Measure { get; init; }
    public required double Score { get; init; }
    public DateOnly? MeasuredOn { get; init; }

    public override string ToString() => nameof(MeasurementBody);
}

/// <summary>A session to record.</summary>
public sealed record SessionBody
{
    public required int Version { get; init; }
    public DateOnly? HeldOn { get; init; }

    public override string ToString() => nameof(SessionBody);
}

/// <summary>How it ended.</summary>
public sealed record EndBody
{
    public required int Version { get; init; }
    public required InterventionState Outcome { get; init; }

    /// <summary>Of an interruption.</summary>
    public InterruptionReason? Reason { get; init; }

    public string? Note { get; init; }
    public DateOnly? EndedOn { get; init; }

    public override string ToString() => nameof(EndBody);
}

/// <summary>An entry to take back.</summary>
public sealed record TakeBackBody
{
    public required int Version { get; init; }
    public required long Entry { get; init; }
    public required string Note { get; init; }

    public override string ToString() => nameof(TakeBackBody);
}

public sealed record InterventionStartedView(Guid Id);

/// <summary>A method of the catalogue; names are in the caller's language.</summary>
public sealed record MethodView
{
    public required string Code { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<LifeStage> LifeStages { get; init; }
    public required int? MinAge { get; init; }
    public required int? MaxAge { get; init; }
    public required int Sessions { get; init; }
    public required NeedReason Theme { get; init; }
    public required bool IsPreventive { get; init; }
    public required string Provider { get; init; }
    public required IReadOnlyList<string> ToBeConfirmed { get; init; }
    public required IReadOnlyList<MeasureView> Measures { get; init; }

    internal static MethodView Of(InterventionMethod method)
    {
        var language = CultureInfo.CurrentUICulture;
        return new MethodView
        {
            Code = method.Code,
            Version = method.Version,
            Name = method.Name.In(language),
            Description = method.Description.In(language),
            LifeStages = method.LifeStages,
            MinAge = method.MinAge,
            MaxAge = method.MaxAge,
            Sessions = method.Sessions,
            Theme = method.Theme,
            IsPreventive = method.IsPreventive,
            Provider = method.Provider.In(language),
            ToBeConfirmed = [.. method.ToBeConfirmed.Select(text => text.In(language))],
            Measures = [.. method.Measures.Select(measure => new MeasureView(measure.Code, measure.Name.In(language), measure.Scale, measure.Source.In(language), measure.ToBeConfirmed?.In(language)))],
        };
    }
}

public sealed record MeasureView(string Code, string Name, MeasureScale Scale, string Source, string? ToBeConfirmed);

/// <summary>An intervention with its standard result.</summary>
public sealed record InterventionApiView
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
    public required Guid ClientId { get; init; }
    public required Guid? CaseId { get; init; }
    public required string Method { get; init; }
    public required int MethodVersion { get; init; }
    public required InterventionState State { get; init; }
    public required DateOnly StartedOn { get; init; }
    public required DateOnly? EndedOn { get; init; }
    public required InterruptionReason? InterruptionReason { get; init; }
    public required Guid? WorkerId { get; init; }
    public required Guid? UnitId { get; init; }
    public required InterventionResult Result { get; init; }
    public required IReadOnlyList<InterventionEntryView> Entries { get; init; }

    internal static InterventionApiView Of(InterventionView view) => new()
    {
        Id = view.Intervention.Id,
        Version = view.Intervention.Version,
        ClientId = view.Intervention.ClientId,
        CaseId = view.Intervention.CaseId,
        Method = view.Intervention.MethodCode,
        MethodVersion = view.Intervention.MethodVersion,
        State = view.Intervention.State,
        StartedOn = view.Intervention.StartedOn,
        EndedOn = view.Intervention.EndedOn,
        InterruptionReason = view.Intervention.InterruptionReason,
        WorkerId = view.Intervention.WorkerId,
        UnitId = view.Intervention.UnitId,
        Result = view.Result,
        Entries = [.. view.Entries.Select(row => new InterventionEntryView(row.Entry.Sequence, row.Entry.Kind, row.Entry.Day, row.Entry.MeasureCode, row.Entry.Score, row.Holds, row.Entry.TakesBack, row.Note))],
    };

    public override string ToString() => $"{nameof(InterventionApiView)} {Id}";
}

/// <param name="Entry">Its number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Day">When it happened.</param>
/// <param name="Measure">Of a measurement.</param>
/// <param name="Score">Of a measurement.</param>
/// <param name="Holds">False for one that was taken back.</param>
/// <param name="TakesBack">The entry it takes back.</param>
/// <param name="Note">As the caller may read it.</param>
public sealed record InterventionEntryView(long Entry, InterventionEntryKind Kind, DateOnly Day, string? Measure, double? Score, bool Holds, long? TakesBack, string? Note)
{
    public override string ToString() => $"{nameof(InterventionEntryView)} {Entry}";
}
