using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Deadlines.Forecast;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Workbench;

namespace Palveluohjaus.Bench;

/// <summary>A unit's queue of 20,000 open cases as the server reads it, audit rows included, and 50 people who take from one queue at once. Asked: 150 ms a page, p99 of 200 ms a taking.</summary>
internal static class QueueBench
{
    private const int OpenCases = 20_000;
    private const int ClosedCases = 60_000;
    private const int Takers = 50;
    private const int TakenCases = 2_000;
    private const int Rounds = 60;
    private static readonly string[] Segments = ["OMA", "TUKI", "YHT", "HUOL"];

    public static async Task<int> RunAsync()
    {
        using var database = new BenchDatabase();
        var actors = await FillAsync(database.Open);
        await MeasurePageAsync(database.Open, actors[0]);
        await MeasureTakingAsync(database.Open, actors);
        return 0;
    }

    private static async Task<IReadOnlyList<Actor>> FillAsync(Func<GuidanceDbContext> open)
    {
        await using var guidance = open();
        await guidance.Database.MigrateAsync();
        var unit = new Unit { Source = GuidanceCase.OwnSource, Code = "B", NameFi = "B", NameSv = "B", NameEn = "B" };
        guidance.Add(unit);
        await guidance.SaveChangesAsync();
        var workers = Enumerable.Range(0, Takers)
            .Select(number => new Worker { Source = GuidanceCase.OwnSource, Code = string.Create(CultureInfo.InvariantCulture, $"b{number}"), Name = string.Create(CultureInfo.InvariantCulture, $"Worker {number}"), UnitId = unit.Id }).ToList();
        guidance.AddRange(workers);
        guidance.Add(new Municipality { Code = "901", NameFi = "B", NameSv = "B", LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 });
        await guidance.SaveChangesAsync();

        var (random, now) = (new Random(9), TimeProvider.System.GetUtcNow().UtcDateTime);
        var (clients, cases, contacts, assessments, decisions) = (new List<Client>(), new List<GuidanceCase>(), new List<Contact>(), new List<Assessment>(), new List<SegmentDecision>());
        for (var number = 0; number < OpenCases + ClosedCases; number++)
        {
            var isOpen = number < OpenCases;
            var received = now.AddMinutes(-random.Next(1, 200_000));
            var client = new Client
            {
                GivenName = "Aada", FamilyName = string.Create(CultureInfo.InvariantCulture, $"Virtanen {number}"), FoldedName = string.Create(CultureInfo.InvariantCulture, $"virtanen {number} aada"),
                DateOfBirth = new DateOnly(1950, 1, 1).AddDays(number % 20_000), Sex = Sex.Female, MunicipalityCode = "901", ServiceLanguage = ServiceLanguage.Finnish, CreatedAtUtc = received,
            };
            var made = new GuidanceCase { ClientId = client.Id, Source = GuidanceCase.OwnSource, Theme = (NeedReason)random.Next(10), Channel = ContactChannel.Phone, ReceivedAtUtc = received }
                .AssignTo(unit.Id, !isOpen || random.Next(2) == 0 ? workers[random.Next(Takers)].Id : null);
            if (random.Next(4) > 0)
                made.PromiseBy(received.AddDays(92));
            if (!isOpen)
                made.Close(received.AddDays(random.Next(1, 60)));
            clients.Add(client);
            cases.Add(made);
            for (var contact = random.Next(1, 5); contact > 0; contact--)
            {
                var isCallback = random.Next(30) == 0;
                contacts.Add(new Contact
                {
                    CaseId = made.Id, ClientId = client.Id, OpensCase = contact == 1, Initiator = ContactInitiator.Client, Channel = ContactChannel.Phone, StartedAtUtc = received.AddMinutes(contact),
                    HandlingTimeMinutes = 10, Themes = [NeedReason.Housing], Urgency = random.Next(10) switch { 0 => Urgency.Immediate, 1 => Urgency.Urgent, _ => Urgency.NotUrgent },
                    RepeatReason = random.Next(8) == 0 ? RepeatReason.AskedForStatus : null, Outcome = isCallback ? ContactOutcome.Callback : ContactOutcome.FirstAssessment,
                    CallbackPromisedAtUtc = isCallback ? now.AddHours(random.Next(-48, 48)) : null, UnitId = unit.Id, WorkerId = workers[0].Id, RecordedAtUtc = received.AddMinutes(20),
                });
            }

            if (random.Next(3) > 0)
            {
                var assessment = new Assessment { ClientId = client.Id, LifeStage = LifeStage.OlderPeople, TemplateId = "older-people/1", Answers = new Dictionary<string, int>(), AssessedAtUtc = received };
                assessments.Add(assessment);
                decisions.Add(new SegmentDecision { ClientId = client.Id, Segment = Segments[random.Next(4)], AssessmentId = assessment.Id, DecidedAtUtc = received, WorkerId = workers[0].Id });
            }
        }

        await using var transaction = await guidance.Database.BeginTransactionAsync();
        await guidance.BulkInsertAsync(clients, CancellationToken.None);
        await guidance.BulkInsertAsync(cases, CancellationToken.None);
        await guidance.BulkInsertAsync(contacts, CancellationToken.None);
        await guidance.BulkInsertAsync(assessments, CancellationToken.None);
        await guidance.BulkInsertAsync(decisions, CancellationToken.None);
        await transaction.CommitAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{OpenCases:N0} open and {ClosedCases:N0} closed cases, {contacts.Count:N0} contacts of one unit stored"));
        return workers.ConvertAll(worker => new Actor(worker.Code, worker.Id, unit.Id) { UnitIds = [unit.Id] });
    }

    private static async Task MeasurePageAsync(Func<GuidanceDbContext> open, Actor actor)
    {
        Console.WriteLine("     p50      p95      p99      max  ms");
        var unitId = actor.UnitId!.Value;
        var forecasts = new DeadlineForecasts();
        foreach (var (name, asked) in ((string, QueueAsked)[])[
            ("the queue, first page", new QueueAsked { UnitId = unitId }), ("its 200th page", new QueueAsked { UnitId = unitId, Page = 200 }),
            ("untaken and overdue", new QueueAsked { UnitId = unitId, Show = QueueShow.Untaken, Due = WorkGroup.Late })])
        {
            var milliseconds = new List<double>();
            for (var round = -40; round < Rounds; round++)
            {
                // As a request does it: a context of its own, and all that the page reads. The first rounds warm the queries up.
                await using var guidance = open();
                var watch = Stopwatch.StartNew();
                var staff = new UnitStaff(guidance);
                await staff.ReadAsync(unitId, CancellationToken.None);
                var queue = await new ReadQueuePage(guidance, staff, PriorityWeights.Shipped, DeadlineBook.Shipped, forecasts, CountyCalendar.Helsinki, TimeProvider.System).ReadAsync(asked, actor, CancellationToken.None);
                await new ReadCapacity(guidance, staff, CountyCalendar.Helsinki, TimeProvider.System).ReadAsync(unitId, queue!.Counts.Open, CancellationToken.None);
                await new KeepDutyRota(guidance, staff, CountyCalendar.Helsinki, TimeProvider.System).ReadAsync(unitId, new DateOnly(2026, 1, 1), 1, CancellationToken.None);
                if (round >= 0)
                    milliseconds.Add(watch.Elapsed.TotalMilliseconds);
            }

            Print(name, milliseconds);
        }
    }

    /// <summary>Everyone works down the same list from its top, as it stood when all opened it: whoever comes too late is told, and tries the next.</summary>
    private static async Task MeasureTakingAsync(Func<GuidanceDbContext> open, IReadOnlyList<Actor> actors)
    {
        List<Guid> untaken;
        await using (var guidance = open())
        {
            untaken = await guidance.Cases.Where(each => each.ClosedAtUtc == null && each.ResponsibleWorkerId == null).OrderBy(each => each.ReceivedAtUtc).Select(each => each.Id).Take(TakenCases).ToListAsync();
        }

        var (taking, told, taken) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<Guid>());
        var whole = Stopwatch.StartNew();
        await Task.WhenAll(actors.Select((actor, place) => Task.Run(async () =>
        {
            // One takes about every fiftieth, and looks at a few that are taken on the way.
            for (var next = 0; next < untaken.Count; next++)
            {
                if (next % actors.Count != place && next % 7 != place % 7)
                    continue;
                await using var guidance = open();
                var watch = Stopwatch.StartNew();
                var result = await new TakeCase(guidance, CountyCalendar.Helsinki, TimeProvider.System).TakeAsync(untaken[next], actor, CancellationToken.None);
                if (result is TakeCaseResult.Taken)
                    taken.Add(untaken[next]);
                (result is TakeCaseResult.Taken ? taking : told).Add(watch.Elapsed.TotalMilliseconds);
            }
        })));

        Print($"taking, {Takers} at once", [.. taking]);
        Print("told that another has it", [.. told]);
        await using var after = open();
        var recorded = await after.CaseAssignments.CountAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{taken.Count:N0} taken of {untaken.Count:N0} in {whole.Elapsed.TotalSeconds:F1} s; twice {taken.Count - taken.Distinct().Count()}, lost {untaken.Except(taken).Count()}, recorded {recorded:N0}"));
    }

    private static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        double At(int percent) => milliseconds.Count == 0 ? 0 : milliseconds[Math.Min(milliseconds.Count - 1, milliseconds.Count * percent / 100)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{At(50),8:F1} {At(95),8:F1} {At(99),8:F1} {At(100),8:F1}  {what}"));
    }
}
