using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Deadlines;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>Work for the eastern unit's desks.</summary>
internal static class WorkAtTheDesk
{
    extension(PalveluohjausApp app)
    {
        /// <summary>An open case of the eastern unit that this account's worker answers for.</summary>
        public Task<Guid> AddWorkAsync(Guid clientId, string account, DateTime? dueAtUtc) => app.ReadAsync(async guidance =>
        {
            var (unit, worker) = (await guidance.Units.SingleAsync(each => each.Code == "ITA"), await guidance.Workers.SingleAsync(each => each.Code == account));
            var added = new GuidanceCase
            {
                ClientId = clientId,
                Source = GuidanceCase.OwnSource,
                Theme = NeedReason.Housing,
                Channel = ContactChannel.Phone,
                ReceivedAtUtc = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc),
            }.AssignTo(unit.Id, worker.Id);
            if (dueAtUtc is { } due)
                added.PromiseBy(due);
            guidance.Add(added);
            await guidance.SaveChangesAsync();
            return added.Id;
        });

        /// <summary>An open case of the eastern unit that began at this time and is owed an answer by the end of the next working day.</summary>
        public Task<Guid> AddPromisedAsync(Guid? clientId, string? account, DateTime receivedAtUtc) => app.ReadAsync(async guidance =>
        {
            var (unit, worker) = (await guidance.Units.SingleAsync(each => each.Code == "ITA"), await guidance.Workers.SingleOrDefaultAsync(each => each.Code == account));
            var added = new GuidanceCase { ClientId = clientId, Source = GuidanceCase.OwnSource, Theme = NeedReason.Housing, Channel = ContactChannel.Phone, ReceivedAtUtc = receivedAtUtc }.AssignTo(unit.Id, worker?.Id);
            guidance.Add(added);
            guidance.AddRange(DeadlineBook.Shipped.Update(added, null, [], [], new Dictionary<DeadlineTarget, DateTime>(), receivedAtUtc).Begun);
            await guidance.SaveChangesAsync();
            return added.Id;
        });

        /// <summary>A call promised for 10.30 on the tests' day.</summary>
        public Task PromiseCallAsync(Guid caseId, Guid clientId) => app.ReadAsync(async guidance =>
        {
            guidance.Add(new Contact
            {
                CaseId = caseId,
                ClientId = clientId,
                OpensCase = true,
                Initiator = ContactInitiator.Client,
                Channel = ContactChannel.Phone,
                StartedAtUtc = new DateTime(2026, 3, 16, 8, 0, 0, DateTimeKind.Utc),
                RecordedAtUtc = new DateTime(2026, 3, 16, 8, 10, 0, DateTimeKind.Utc),
                Themes = [NeedReason.Housing],
                Outcome = ContactOutcome.Callback,
                CallbackPromisedAtUtc = new DateTime(2026, 3, 17, 8, 30, 0, DateTimeKind.Utc),
            });
            return await guidance.SaveChangesAsync();
        });

        /// <summary>A page as another account sees it.</summary>
        public async Task<string> OpenAsAsync(string account, string path)
        {
            using var browser = await app.OpenBrowserAsync(account);
            return (await browser.OpenAsync(path)).Page;
        }
    }
}
