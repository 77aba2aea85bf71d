using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Palveluohjaus.Reporting.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CaseFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClientId = table.Column<Guid>(type: "uuid", nullable: true),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Theme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    ReceivedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ClosedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    DueAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DueMetAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FirstActionAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HandlingTimeMinutes = table.Column<int>(type: "integer", nullable: true),
                    HandoffCount = table.Column<int>(type: "integer", nullable: false),
                    ReturnedToEarlierUnit = table.Column<bool>(type: "boolean", nullable: false),
                    IsResolvedAtFirstContact = table.Column<bool>(type: "boolean", nullable: true),
                    IsMultiprofessional = table.Column<bool>(type: "boolean", nullable: true),
                    NextContactOnThemeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Trace = table.Column<byte[]>(type: "bytea", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ChartMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EnteredAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EnteredBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    IsRemoved = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Content_FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Content_Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Content_LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Content_Metrics = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    Content_MunicipalityCode = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    Content_NameEn = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_NameFi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_NameSv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_UnitCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChartMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ContactFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ContactId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClientId = table.Column<Guid>(type: "uuid", nullable: true),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    ClientLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Theme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    StartedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RecordingDelayMinutes = table.Column<int>(type: "integer", nullable: true),
                    HandlingTimeMinutes = table.Column<int>(type: "integer", nullable: true),
                    Missing = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    IsFailureDemand = table.Column<bool>(type: "boolean", nullable: true),
                    PreviousContactOnThemeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CoverageFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ClientId = table.Column<Guid>(type: "uuid", nullable: false),
                    FromUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UntilUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    HasResponsible = table.Column<bool>(type: "boolean", nullable: false),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CoverageFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "FeedbackFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    AnswerCount = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedbackFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ImportedFigures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Series = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Statistic = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    MunicipalityCode = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    PeriodKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    Source = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    SourceKey = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Value = table.Column<double>(type: "double precision", nullable: false),
                    Definition = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    HasCatalogueDefinition = table.Column<bool>(type: "boolean", nullable: false),
                    EnteredAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EnteredBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    IsRemoved = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedFigures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InterventionFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    InterventionId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClientId = table.Column<Guid>(type: "uuid", nullable: false),
                    Method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Measure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    IsCompleted = table.Column<bool>(type: "boolean", nullable: false),
                    Before = table.Column<double>(type: "double precision", nullable: true),
                    After = table.Column<double>(type: "double precision", nullable: true),
                    IsHigherBetter = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InterventionFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Job = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    StartedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    StartedByWorkerId = table.Column<Guid>(type: "uuid", nullable: true),
                    Node = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Holds = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    HeartbeatAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RowsDone = table.Column<int>(type: "integer", nullable: false),
                    Fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    ErrorType = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    CancelAskedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CancelledByWorkerId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushDatasets",
                columns: table => new
                {
                    WorkspaceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    DatasetId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Shape = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    IsRemoved = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushDatasets", x => new { x.WorkspaceId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "PushTables",
                columns: table => new
                {
                    DatasetId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Schema = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Content = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    Filling = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    Acknowledged = table.Column<long>(type: "bigint", nullable: false),
                    Sending = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushTables", x => new { x.DatasetId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "ReferralFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ReferralId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    Theme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    ServiceId = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AcceptedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DeclinedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StartedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferralFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RefreshMarks",
                columns: table => new
                {
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshMarks", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "RefreshStates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    RebuiltAtVersion = table.Column<long>(type: "bigint", nullable: false),
                    RefreshedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RemovedFacts",
                columns: table => new
                {
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemovedFacts", x => new { x.Version, x.Kind, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "SegmentFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    ClientId = table.Column<Guid>(type: "uuid", nullable: false),
                    Segment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    PreviousSegment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    SuggestedSegment = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    OverrideReason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    DecidedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    NextDecidedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SecondsToDecide = table.Column<int>(type: "integer", nullable: true),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    ServiceLanguage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    LifeStage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    AgeBand = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SequenceGaps",
                columns: table => new
                {
                    Source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    To = table.Column<long>(type: "bigint", nullable: false),
                    SeenAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SequenceGaps", x => new { x.Source, x.From });
                });

            migrationBuilder.CreateTable(
                name: "TraceWords",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Word = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TraceWords", x => new { x.Kind, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "WaitingTimesStatements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    DraftedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Content = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false, collation: "C"),
                    PublishedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublishedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingTimesStatements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChartMarkChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MarkId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    EnteredAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EnteredBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    ChangedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Content_FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Content_Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    Content_LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Content_Metrics = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    Content_MunicipalityCode = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false, collation: "C"),
                    Content_NameEn = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_NameFi = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_NameSv = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Content_UnitCode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChartMarkChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChartMarkChanges_ChartMarks_MarkId",
                        column: x => x.MarkId,
                        principalTable: "ChartMarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ImportedFigureChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FigureId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<double>(type: "double precision", nullable: false),
                    Definition = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    HasCatalogueDefinition = table.Column<bool>(type: "boolean", nullable: false),
                    EnteredAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EnteredBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    WasRemoved = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false, collation: "C"),
                    CorrectedAtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    CorrectedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedFigureChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportedFigureChanges_ImportedFigures_FigureId",
                        column: x => x.FigureId,
                        principalTable: "ImportedFigures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_CaseId",
                table: "CaseFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_ClientId",
                table: "CaseFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_Version",
                table: "CaseFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_ChartMarkChanges_MarkId_Version",
                table: "ChartMarkChanges",
                columns: new[] { "MarkId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContactFacts_CaseId",
                table: "ContactFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ContactFacts_Version",
                table: "ContactFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_CoverageFacts_ClientId",
                table: "CoverageFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_CoverageFacts_Version",
                table: "CoverageFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackFacts_Month",
                table: "FeedbackFacts",
                column: "Month");

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackFacts_Version",
                table: "FeedbackFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_ImportedFigureChanges_FigureId_Version",
                table: "ImportedFigureChanges",
                columns: new[] { "FigureId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportedFigures_Series_Statistic_MunicipalityCode_FirstDay_~",
                table: "ImportedFigures",
                columns: new[] { "Series", "Statistic", "MunicipalityCode", "FirstDay", "Until", "SourceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InterventionFacts_ClientId",
                table: "InterventionFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_InterventionFacts_Version",
                table: "InterventionFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Holds",
                table: "JobRuns",
                column: "Holds",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_StartedAtUtc",
                table: "JobRuns",
                columns: new[] { "Job", "StartedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_StartedAtUtc",
                table: "JobRuns",
                column: "StartedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ReferralFacts_CaseId",
                table: "ReferralFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReferralFacts_Version",
                table: "ReferralFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_ClientId",
                table: "SegmentFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_Sequence",
                table: "SegmentFacts",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_Version",
                table: "SegmentFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_TraceWords_Kind_Word",
                table: "TraceWords",
                columns: new[] { "Kind", "Word" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingTimesStatements_FirstDay",
                table: "WaitingTimesStatements",
                column: "FirstDay",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseFacts");

            migrationBuilder.DropTable(
                name: "ChartMarkChanges");

            migrationBuilder.DropTable(
                name: "ContactFacts");

            migrationBuilder.DropTable(
                name: "CoverageFacts");

            migrationBuilder.DropTable(
                name: "FeedbackFacts");

            migrationBuilder.DropTable(
                name: "ImportedFigureChanges");

            migrationBuilder.DropTable(
                name: "InterventionFacts");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "PushDatasets");

            migrationBuilder.DropTable(
                name: "PushTables");

            migrationBuilder.DropTable(
                name: "ReferralFacts");

            migrationBuilder.DropTable(
                name: "RefreshMarks");

            migrationBuilder.DropTable(
                name: "RefreshStates");

            migrationBuilder.DropTable(
                name: "RemovedFacts");

            migrationBuilder.DropTable(
                name: "SegmentFacts");

            migrationBuilder.DropTable(
                name: "SequenceGaps");

            migrationBuilder.DropTable(
                name: "TraceWords");

            migrationBuilder.DropTable(
                name: "WaitingTimesStatements");

            migrationBuilder.DropTable(
                name: "ChartMarks");

            migrationBuilder.DropTable(
                name: "ImportedFigures");
        }
    }
}
