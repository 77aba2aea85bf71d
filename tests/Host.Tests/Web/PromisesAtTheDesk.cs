using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Host.Tests.Web;

/// <summary>A case that waits for the county's first answer.</summary>
internal static class PromisesAtTheDesk
{
    public static async Task AddPromiseAsync(this PalveluohjausApp app, Guid caseId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var guidance = scope.ServiceProvider.GetRequiredService<GuidanceDbContext>();
        var now = app.Clock.GetUtcNow().UtcDateTime;
        var promise = guidance.Add(new CaseDeadline
        {
            CaseId = caseId, RuleCode = "promise-first-response", RuleValidFrom = new DateOnly(2023, 1, 1), Target = DeadlineTarget.FirstResponse, Trigger = DeadlineTrigger.Contact, IsStatutory = false, IsPausable = true,
        });
        promise.Property(each => each.Amount).CurrentValue = 1;
        promise.Property(each => each.Unit).CurrentValue = DeadlineUnit.WorkingDays;
        promise.Property(each => each.FromUtc).CurrentValue = now;
        promise.Property(each => each.DueAtUtc).CurrentValue = now.AddDays(1);
        await guidance.SaveChangesAsync();
    }
}
