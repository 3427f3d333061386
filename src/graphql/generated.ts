// Made from schema.graphql by `npm run generate`; edits are lost.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Image as ImageRow, Model as ModelRow, Category as CategoryRow, Detection as DetectionRow } from '../store/prisma/client.ts';
import type { RunParent, BoxParent, ImageListing, RunListing, DetectionListing, CountParent, DatasetImageParent, AnnotationParent, SummaryParent, DatasetListing, DatasetImageListing, AnnotationListing, FailedImageListing, EvaluationListing } from './parents.ts';
import type { DatasetRow } from '../store/datasets.ts';
import type { PhotoReport as Photos } from '../runs/photoReport.ts';
import type { EvaluationRow, FailedImage as FailedImageRow } from '../store/evaluations.ts';
import type { Finding } from '../../eval/finding.ts';
import type { ResultHead } from '../store/newEvaluation.ts';
import type { CategoryResult as CategoryNumbers } from '../../eval/result.ts';
import type { Category as CategoryOfFile } from '../../eval/groundTruth.ts';
import type { BestF1 as BestF1Numbers } from '../../eval/explain/bestF1.ts';
import type { CategoryF1Parent, EvaluatedImageParent, EvaluatedImageListing } from './insightParents.ts';
import type { ConfusionCells } from '../../eval/explain/confusionMatrix.ts';
import type { ErrorBreakdown as Breakdown } from '../../eval/explain/errorBreakdown.ts';
import type { ComparisonParent, ChangedImageParent, ChangedImageListing } from './comparisonParents.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment as ISO 8601 with a time zone, such as 2026-11-20T22:31:04.123Z. */
  DateTime: { input: Date | string; output: Date | string; }
  /** A day in UTC, such as 2026-11-20. */
  Date: { input: string; output: string; }
  /** A file of a multipart request (GraphQL multipart request specification). */
  Upload: { input: Promise<import('graphql-upload/processRequest.mjs').FileUpload>; output: never; }
};

/** Anything that `node(id:)` finds. */
export type Node = {
  /** Opaque and stable; the same id works in the plain HTTP routes. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Whether a page with `after: endCursor` would have something. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Pass it as `after` for the next page; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** Reads; nothing here changes anything. */
export type Query = {
  readonly __typename?: 'Query';
  /** Any object by its id; null when there is none. */
  readonly node?: Maybe<Node>;
  /** One stored image; null when there is none. */
  readonly image?: Maybe<Image>;
  /** Stored images, newest first. */
  readonly images: ImageConnection;
  /** Stored detection runs, newest first. */
  readonly detectionRuns: DetectionRunConnection;
  /** Stored detections: newest run first, highest score first within a run. Without a filter, those from score 0.5 up. */
  readonly detections: DetectionConnection;
  /** How many stored detections there are, counted by category, day or model; the largest count first, days in order. */
  readonly detectionCounts: ReadonlyArray<DetectionCount>;
  /** Every category that a stored detection can have: COCO's 80, then those of models with labels of their own. */
  readonly categories: ReadonlyArray<Category>;
  /** Every model that can be used or has been used; the default one first. */
  readonly models: ReadonlyArray<Model>;
  /** One dataset; null when there is none. */
  readonly dataset?: Maybe<Dataset>;
  /** Datasets, newest first. */
  readonly datasets: DatasetConnection;
  /** One evaluation; null when there is none. */
  readonly evaluation?: Maybe<Evaluation>;
  /** Evaluations, newest first; `orderBy: OLDEST_FIRST` for a chart over time. */
  readonly evaluations: EvaluationConnection;
  /**
   * What the candidate does better or worse than the baseline: two completed evaluations of one dataset under one
   * protocol. `confidence`: how likely an interval is to hold the truth; 2 / (1 - confidence) replicates at least. The same
   * arguments give the same numbers. Intervals and verdicts take seconds the first time, and are remembered for a while.
   */
  readonly compareEvaluations: ComparePayload;
};


/** Reads; nothing here changes anything. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryImageArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryImagesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImageFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionRunsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DetectionRunFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DetectionFilter>;
};


/** Reads; nothing here changes anything. */
export type QueryDetectionCountsArgs = {
  filter?: InputMaybe<DetectionFilter>;
  by: CountBy;
};


/** Reads; nothing here changes anything. */
export type QueryDatasetArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryDatasetsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Reads; nothing here changes anything. */
export type QueryEvaluationArgs = {
  id: Scalars['ID']['input'];
};


/** Reads; nothing here changes anything. */
export type QueryEvaluationsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EvaluationFilter>;
  orderBy?: EvaluationOrder;
};


/** Reads; nothing here changes anything. */
export type QueryCompareEvaluationsArgs = {
  baseline: Scalars['ID']['input'];
  candidate: Scalars['ID']['input'];
  replicates?: Scalars['Int']['input'];
  seed?: Scalars['Int']['input'];
  confidence?: Scalars['Float']['input'];
};

/** What is sent as it happens: over server-sent events, `/graphql/stream`. Polling the same fields gives the same. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * An evaluation: as it stands at once, then whenever its status, phase or progress changed, last when it has ended.
   * Ends with an error where there is no such evaluation, or it was deleted.
   */
  readonly evaluationProgress: Evaluation;
};


/** What is sent as it happens: over server-sent events, `/graphql/stream`. Polling the same fields gives the same. */
export type SubscriptionEvaluationProgressArgs = {
  id: Scalars['ID']['input'];
};

/** Writes; each is done wholly or not at all. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Detects objects in up to 16 images and stores images, runs and detections, all of them or, when storing fails, none. */
  readonly detect: DetectPayload;
  /** Deletes an image with its runs and their detections; not one that is the photo of a dataset: IMAGE_IN_USE. */
  readonly deleteImage: DeletePayload;
  /**
   * Stores ground truth: images, annotated boxes, categories. The same content in the same orientation is one dataset, and
   * comes back as it is. Photos in an archive become the dataset's photos.
   */
  readonly createDataset: CreateDatasetPayload;
  /** Adds photos to a dataset, matched to its images by file name, sizes checked. What was there already is left as it is. */
  readonly addDatasetImages: AddDatasetImagesPayload;
  /** The checks of `evaluate` alone: nothing is stored, nothing is run. */
  readonly validateDetections: ValidationReport;
  /**
   * Scores detections against a dataset: the twelve numbers of COCO. What is wrong with the input comes back at once as
   * `userErrors`; then the work goes on by itself, and `evaluation(id:)` tells how far it is.
   */
  readonly evaluate: EvaluatePayload;
  /** Ends an evaluation that is queued or running. What its detector found until then stays stored. */
  readonly cancelEvaluation: EvaluatePayload;
  /**
   * Deletes an evaluation, whatever its status; its detection runs stay, and the photos of its dataset stay as they are.
   * Evaluations that reuse its numbers keep them.
   */
  readonly deleteEvaluation: DeletePayload;
  /** Deletes a dataset with its evaluations, and those of its photos that nothing else uses; its detection runs stay. */
  readonly deleteDataset: DeletePayload;
};


/** Writes; each is done wholly or not at all. */
export type MutationDetectArgs = {
  input: DetectInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationDeleteImageArgs = {
  id: Scalars['ID']['input'];
};


/** Writes; each is done wholly or not at all. */
export type MutationCreateDatasetArgs = {
  input: CreateDatasetInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationAddDatasetImagesArgs = {
  input: AddDatasetImagesInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationValidateDetectionsArgs = {
  input: EvaluateInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationEvaluateArgs = {
  input: EvaluateInput;
};


/** Writes; each is done wholly or not at all. */
export type MutationCancelEvaluationArgs = {
  id: Scalars['ID']['input'];
};


/** Writes; each is done wholly or not at all. */
export type MutationDeleteEvaluationArgs = {
  id: Scalars['ID']['input'];
};


/** Writes; each is done wholly or not at all. */
export type MutationDeleteDatasetArgs = {
  id: Scalars['ID']['input'];
};

/** What `detect` works on. */
export type DetectInput = {
  /** 1 to 16 images. */
  readonly images: ReadonlyArray<ImageInput>;
  /** Name of a model; without it, the default one. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
};

/** One image, given in exactly one way: JPEG, PNG or WebP, at most 50 megapixels. */
export type ImageInput =
  /** A file of a multipart request. */
  { readonly upload: Scalars['Upload']['input']; readonly uploadId?: never; readonly imageId?: never; readonly base64?: never; readonly url?: never; }
  |  /** The id that `PUT /uploads` answered. */
  { readonly upload?: never; readonly uploadId: Scalars['ID']['input']; readonly imageId?: never; readonly base64?: never; readonly url?: never; }
  |  /** An image stored before. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId: Scalars['ID']['input']; readonly base64?: never; readonly url?: never; }
  |  /** The bytes in base64, plain or as a data URI; at most 4 MB of text. Larger ones go by `upload` or `PUT /uploads`. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId?: never; readonly base64: Scalars['String']['input']; readonly url?: never; }
  |  /** Fetched by the server; refused unless the operator allows hosts, which this version does not offer. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId?: never; readonly base64?: never; readonly url: Scalars['String']['input']; };

/** What `detect` answers. */
export type DetectPayload = {
  readonly __typename?: 'DetectPayload';
  /** One for each image of the input, in its order; empty when `userErrors` is not. */
  readonly results: ReadonlyArray<DetectResult>;
  /** What is wrong with the call as a whole, such as an unknown model. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What became of one image. */
export type DetectResult = DetectionRun | ImageError;

/** Why one image gave no detections; the others of the call are not affected. */
export type ImageError = {
  readonly __typename?: 'ImageError';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** Position in the input's `images`, from 0. */
  readonly index: Scalars['Int']['output'];
  /** As the client named the file, where it did. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
};

/** A mistake in an input that the caller can mend. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** Where in the arguments, such as ["input", "model"]. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
};

/** The kinds of errors that come as data; those of whole requests are in docs/api.md. */
export type ErrorCode =
  /** A file of the request is missing. */
  | 'FILE_MISSING'
  /** No model has this name. */
  | 'MODEL_NOT_FOUND'
  /** No upload has this id, or it has expired. */
  | 'UPLOAD_NOT_FOUND'
  /** No stored image has this id. */
  | 'IMAGE_NOT_FOUND'
  /** Nothing has this id. */
  | 'NOT_FOUND'
  /** The file has no bytes. */
  | 'IMAGE_EMPTY'
  /** The file claims to be an image and cannot be decoded, or ends too early. */
  | 'IMAGE_CORRUPT'
  /** Neither JPEG nor PNG nor WebP. */
  | 'IMAGE_UNSUPPORTED'
  /** More pixels than the limit. */
  | 'IMAGE_TOO_LARGE'
  /** Something still needs the image. */
  | 'IMAGE_IN_USE'
  /** Not base64, or a data URI of another type. */
  | 'BASE64_INVALID'
  /** More bytes than the limit. */
  | 'PAYLOAD_TOO_LARGE'
  /** This server does not fetch this address. */
  | 'URL_FORBIDDEN'
  /** The worker died twice on this image or, in an evaluation, took too long for it. */
  | 'INFERENCE_FAILED'
  /** An argument is not as the description says. */
  | 'BAD_USER_INPUT'
  /** No dataset has this id. */
  | 'DATASET_NOT_FOUND'
  /** The ground truth cannot be read, or contradicts itself; the message says where. */
  | 'DATASET_INVALID'
  /** The ground truth is larger than the limit. */
  | 'DATASET_TOO_LARGE'
  /** Its photos have been evaluated and stay as they are. */
  | 'DATASET_FROZEN'
  /** Two entries have one id. */
  | 'DUPLICATE_ID'
  /** The archive cannot be read, or holds what an archive must not hold. */
  | 'ARCHIVE_INVALID'
  /** The detections cannot be read; the message says where. */
  | 'DETECTIONS_INVALID'
  /** Images of the dataset have no photo to run the model on: all of them, or some, which `overrides` accepts. */
  | 'PHOTOS_MISSING'
  /** No image of the dataset has a stored run of this model. */
  | 'RUNS_MISSING'
  /** The dataset has no image of this name, or detections are on images that it does not have. */
  | 'IMAGE_NOT_IN_GROUND_TRUTH'
  /** A photo's size is not the one that the ground truth gives. */
  | 'IMAGE_SIZE_MISMATCH'
  /** Detections and ground truth number or name their categories differently. */
  | 'CATEGORY_SPACE_MISMATCH'
  /** Detections were kept only from a high score up. */
  | 'SCORE_FLOOR_TOO_HIGH'
  /** Boxes look as if they were not x, y, width, height in pixels. */
  | 'BOX_FORMAT_SUSPECT'
  /** The ground truth has no object to be found. */
  | 'NO_OBJECTS'
  /** An option cannot be used with these detections or this dataset. */
  | 'OPTIONS_INVALID'
  /** The idempotency key came before with another request. */
  | 'IDEMPOTENCY_CONFLICT'
  /** No evaluation has this id. */
  | 'EVALUATION_NOT_FOUND'
  /** The evaluation has ended already. */
  | 'EVALUATION_FINISHED'
  /** The evaluation has no numbers yet, or will have none. */
  | 'EVALUATION_UNFINISHED'
  /** The evaluation could not be finished in three attempts. */
  | 'EVALUATION_FAILED'
  /** The two evaluations mean different things by their numbers; the message says where they differ. */
  | 'RUNS_NOT_COMPARABLE';

/** What a deletion answers. */
export type DeletePayload = {
  readonly __typename?: 'DeletePayload';
  /** The id of what was deleted; null when nothing was. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** Why nothing was deleted; empty when something was. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One picture. The same bytes are one image, however often they are sent. */
export type Image = Node & {
  readonly __typename?: 'Image';
  /** Also the id in `/images/:id`. */
  readonly id: Scalars['ID']['output'];
  /** SHA-256 of the encoded bytes, hexadecimal. */
  readonly sha256: Scalars['String']['output'];
  /** Pixels, EXIF orientation applied. */
  readonly width: Scalars['Int']['output'];
  /** Pixels, EXIF orientation applied. */
  readonly height: Scalars['Int']['output'];
  /** How the bytes are encoded. */
  readonly format: ImageFormat;
  /** EXIF orientation as stored in the file, 1 to 8; boxes and sizes refer to the upright image. */
  readonly orientation: Scalars['Int']['output'];
  /** Size of the encoded file in bytes. */
  readonly byteSize: Scalars['Int']['output'];
  /** As the client named the file when its bytes came first. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
  /** Address of the bytes as they came. With API keys on it is signed and works for an hour. */
  readonly url: Scalars['String']['output'];
  /** Address of a JPEG of at most 256 pixels a side. With API keys on it is signed and works for an hour. */
  readonly thumbnailUrl: Scalars['String']['output'];
  /** When its bytes came first. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Runs on this image, newest first. */
  readonly runs: DetectionRunConnection;
  /** Datasets that it is a photo of, newest first; while there is one it cannot be deleted. */
  readonly datasets: DatasetConnection;
};


/** One picture. The same bytes are one image, however often they are sent. */
export type ImageRunsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** One picture. The same bytes are one image, however often they are sent. */
export type ImageDatasetsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How an image is encoded, found from its bytes. */
export type ImageFormat =
  /** ISO/IEC 10918, `image/jpeg`. */
  | 'JPEG'
  /** `image/png`. */
  | 'PNG'
  /** `image/webp`; of an animation the first frame counts. */
  | 'WEBP';

/** One ONNX file with one manifest. */
export type Model = Node & {
  readonly __typename?: 'Model';
  /** Another file or another preprocessing under the same name has another id. */
  readonly id: Scalars['ID']['output'];
  /** What `detect` and filters call it. */
  readonly name: Scalars['String']['output'];
  /** As its manifest has it. */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the ONNX file, hexadecimal. */
  readonly sha256: Scalars['String']['output'];
  /** What it is trained on and good for. */
  readonly description: Scalars['String']['output'];
  /** SPDX identifier, where known. */
  readonly licence?: Maybe<Scalars['String']['output']>;
  /** Categories in the order of the model's own labels. */
  readonly labels: ReadonlyArray<Category>;
  /** Detections below this score are not stored. */
  readonly scoreFloor: Scalars['Float']['output'];
  /** Whether `detect` can use it now; a model that was removed stays listed for its history. */
  readonly available: Scalars['Boolean']['output'];
  /** Whether `detect` uses it when no model is named. */
  readonly isDefault: Scalars['Boolean']['output'];
};

/** What a detection can be. */
export type Category = {
  readonly __typename?: 'Category';
  /** As COCO has it, such as `traffic light`, or as the model's manifest has it. */
  readonly name: Scalars['String']['output'];
  /** COCO's own category id, 1 to 90; null for a category that COCO does not have. */
  readonly cocoId?: Maybe<Scalars['Int']['output']>;
  /** Position among COCO's 80 categories, 0 to 79; null for a category that COCO does not have. */
  readonly index?: Maybe<Scalars['Int']['output']>;
};

/** One image, one model, one moment. */
export type DetectionRun = Node & {
  readonly __typename?: 'DetectionRun';
  /** Also the id in `/detections/:id/overlay`. */
  readonly id: Scalars['ID']['output'];
  /** What was looked at. */
  readonly image: Image;
  /** What looked. */
  readonly model: Model;
  /** When it was stored; the same moment for all images of a call. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How many detections were stored, from the score floor up. */
  readonly detectionCount: Scalars['Int']['output'];
  /** Detections below this score were not stored. */
  readonly scoreFloor: Scalars['Float']['output'];
  /** Where the time went. */
  readonly timings: Timings;
  /** Detections of at least `minScore`, highest score first. A run keeps at most 300. */
  readonly detections: ReadonlyArray<Detection>;
  /** Address of a JPEG of the image with the boxes of at least `minScore` drawn. */
  readonly overlayUrl: Scalars['String']['output'];
};


/** One image, one model, one moment. */
export type DetectionRunDetectionsArgs = {
  minScore?: Scalars['Float']['input'];
  categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  first?: Scalars['Int']['input'];
};


/** One image, one model, one moment. */
export type DetectionRunOverlayUrlArgs = {
  minScore?: Scalars['Float']['input'];
};

/** Where the time of one run went, in milliseconds. */
export type Timings = {
  readonly __typename?: 'Timings';
  /** Waiting for a free worker. */
  readonly queueMs: Scalars['Float']['output'];
  /** From the encoded file to upright pixels. */
  readonly decodeMs: Scalars['Float']['output'];
  /** Resizing and making the tensor. */
  readonly preprocessMs: Scalars['Float']['output'];
  /** The model itself. */
  readonly inferenceMs: Scalars['Float']['output'];
  /** Boxes back in pixels of the image, suppression, sorting. */
  readonly postprocessMs: Scalars['Float']['output'];
};

/** One object that a model found in an image. */
export type Detection = Node & {
  readonly __typename?: 'Detection';
  /** The run and the place in it. */
  readonly id: Scalars['ID']['output'];
  /** The run that found it. */
  readonly run: DetectionRun;
  /** What it is. */
  readonly category: Category;
  /** 0 to 1, as the model gave it. */
  readonly score: Scalars['Float']['output'];
  /** Where it is; `format` chooses what `coordinates` holds. */
  readonly box: Box;
};


/** One object that a model found in an image. */
export type DetectionBoxArgs = {
  format?: BoxFormat;
};

/** A bounding box in pixels of the upright image; the origin is its top left corner. */
export type Box = {
  readonly __typename?: 'Box';
  /** Left edge. */
  readonly x: Scalars['Float']['output'];
  /** Top edge. */
  readonly y: Scalars['Float']['output'];
  /** Pixels. */
  readonly width: Scalars['Float']['output'];
  /** Pixels. */
  readonly height: Scalars['Float']['output'];
  /** The box as four numbers in the format asked for in `box(format:)`. */
  readonly coordinates: ReadonlyArray<Scalars['Float']['output']>;
};

/** What the four numbers of `coordinates` are. */
export type BoxFormat =
  /** Left, top, width, height in pixels, as in COCO files. */
  | 'XYWH'
  /** Left, top, right, bottom in pixels. */
  | 'XYXY'
  /** Centre x, centre y, width, height in pixels. */
  | 'CXCYWH'
  /** Left, top, right, bottom as parts of the image's width and height, 0 to 1. */
  | 'XYXY_RELATIVE'
  /** Centre x, centre y, width, height as parts of the image's width and height, 0 to 1, as in YOLO files. */
  | 'CXCYWH_RELATIVE';

/** Conditions that all hold. */
export type ImageFilter = {
  /** SHA-256 of the encoded bytes, hexadecimal. */
  readonly sha256?: InputMaybe<Scalars['String']['input']>;
  /** Exact name of the file as it came first. */
  readonly fileName?: InputMaybe<Scalars['String']['input']>;
  /** Stored at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Stored before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
  /** Images with a run of this model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Images with a detection for which all of this holds: one detection, not one for each condition. */
  readonly detected?: InputMaybe<DetectionFilter>;
};

/** Conditions that all hold. */
export type DetectionRunFilter = {
  /** Name of a model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Runs on this image. */
  readonly imageId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Conditions that all hold. */
export type DetectionFilter = {
  /** Names of categories; without it, all. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** This score or more. */
  readonly minScore?: Scalars['Float']['input'];
  /** This score or less. */
  readonly maxScore?: Scalars['Float']['input'];
  /** Name of a model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Detections in this image. */
  readonly imageId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What `detectionCounts` counts by. */
export type CountBy =
  /** A row for each category that was found. */
  | 'CATEGORY'
  /** By day in UTC. */
  | 'DAY'
  /** A row for each model that found something. */
  | 'MODEL';

/** One row of `detectionCounts`; of the three keys only the one asked for is set. */
export type DetectionCount = {
  readonly __typename?: 'DetectionCount';
  /** Set when counted by category. */
  readonly category?: Maybe<Category>;
  /** Set when counted by day. */
  readonly day?: Maybe<Scalars['Date']['output']>;
  /** Set when counted by model. */
  readonly model?: Maybe<Model>;
  /** Detections that the filter lets through. */
  readonly count: Scalars['Int']['output'];
};

/** How annotated boxes relate to photos that have an EXIF orientation. */
export type Orientation =
  /** Boxes are in pixels of the upright photo, as a viewer shows it. */
  | 'UPRIGHT'
  /** Boxes were drawn on the pixels as they are stored; they are turned upright for detectors that fovea runs. */
  | 'RAW';

/** How ground truth is written. */
export type DatasetFormat =
  /** COCO annotation file, JSON. */
  | 'COCO'
  /** YOLO as Ultralytics and Darknet write it: an archive of label files, with the photos. */
  | 'YOLO'
  /** Pascal VOC: an archive of XML files. */
  | 'VOC'
  /** A header, then a line for each box. */
  | 'CSV';

/** A file, given in exactly one way. */
export type FileInput =
  /** A file of a multipart request, for small files. */
  { readonly upload: Scalars['Upload']['input']; readonly uploadId?: never; }
  |  /** The id that `PUT /uploads` answered, for files of any size. */
  { readonly upload?: never; readonly uploadId: Scalars['ID']['input']; };

/** Ground truth to store. */
export type CreateDatasetInput = {
  /** COCO JSON or CSV, packed by gzip or not, or a zip or tar archive of COCO, YOLO or Pascal VOC. */
  readonly groundTruth: FileInput;
  /** What it is called; without it, the file's name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Without it, found out from the file. */
  readonly format?: InputMaybe<DatasetFormat>;
  /** How boxes relate to EXIF orientation. */
  readonly orientation?: Orientation;
};

/** What `createDataset` answers. */
export type CreateDatasetPayload = {
  readonly __typename?: 'CreateDatasetPayload';
  /** The dataset; null when there are errors. */
  readonly dataset?: Maybe<Dataset>;
  /** False when the same content was stored before: then `dataset` is that one, name and all. */
  readonly created: Scalars['Boolean']['output'];
  /** What became of the photos in the archive; null for a file without photos. */
  readonly photos?: Maybe<PhotoReport>;
  /** What is wrong with the file; empty when it is stored. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Photos for a dataset. */
export type AddDatasetImagesInput = {
  /** The dataset. */
  readonly datasetId: Scalars['ID']['input'];
  /** 1 to 100 of them. */
  readonly images: ReadonlyArray<DatasetImagesInput>;
};

/** Photos, given in exactly one way. */
export type DatasetImagesInput =
  /** A file of a multipart request: a photo, or a zip or tar archive of photos. */
  { readonly upload: Scalars['Upload']['input']; readonly uploadId?: never; readonly imageId?: never; }
  |  /** The id that `PUT /uploads` answered, of a photo or of an archive. */
  { readonly upload?: never; readonly uploadId: Scalars['ID']['input']; readonly imageId?: never; }
  |  /** An image stored before, matched by the name that its bytes came with first. */
  { readonly upload?: never; readonly uploadId?: never; readonly imageId: Scalars['ID']['input']; };

/** What `addDatasetImages` answers. */
export type AddDatasetImagesPayload = {
  readonly __typename?: 'AddDatasetImagesPayload';
  /** The dataset as it is now. */
  readonly dataset?: Maybe<Dataset>;
  /** What became of the photos; null when there are errors. */
  readonly photos?: Maybe<PhotoReport>;
  /** What is wrong with the call as a whole; then nothing was added. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What became of photos; those that could be used were, whatever the others are. */
export type PhotoReport = {
  readonly __typename?: 'PhotoReport';
  /** Photos that came. */
  readonly received: Scalars['Int']['output'];
  /** Photos that images of the dataset have now and did not have before. */
  readonly added: Scalars['Int']['output'];
  /** Photos that were there already. */
  readonly unchanged: Scalars['Int']['output'];
  /** Photos that were not used; `problems` says why. */
  readonly refused: Scalars['Int']['output'];
  /** Images of the dataset that have no photo yet. */
  readonly missing: Scalars['Int']['output'];
  /** Why photos were not used; of a kind of problem the first ten, 50 in all. */
  readonly problems: ReadonlyArray<PhotoProblem>;
};

/** Why one photo was not used. */
export type PhotoProblem = {
  readonly __typename?: 'PhotoProblem';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** As the client or the archive names the file. */
  readonly fileName: Scalars['String']['output'];
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
};

/** Ground truth: what really is on images. */
export type Dataset = Node & {
  readonly __typename?: 'Dataset';
  /** What `datasetId` takes. */
  readonly id: Scalars['ID']['output'];
  /** As its first upload called it. */
  readonly name: Scalars['String']['output'];
  /** How its file was written. */
  readonly format: DatasetFormat;
  /** How its boxes relate to EXIF orientation. */
  readonly orientation: Orientation;
  /** SHA-256 of its content, hexadecimal; the same for the same content, however the file writes it. */
  readonly sha256: Scalars['String']['output'];
  /** Images that it lists. */
  readonly imageCount: Scalars['Int']['output'];
  /** Images that have a photo. */
  readonly photoCount: Scalars['Int']['output'];
  /** Annotated objects, crowds included. */
  readonly annotationCount: Scalars['Int']['output'];
  /** Annotated crowds: regions that hold many objects. */
  readonly crowdCount: Scalars['Int']['output'];
  /** In the order of the file. */
  readonly categories: ReadonlyArray<DatasetCategory>;
  /** What was noticed when it was read, such as fields that were left out. */
  readonly warnings: ReadonlyArray<EvaluationWarning>;
  /** When it was stored. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Since when its photos stay as they are: since a model was first evaluated on them; null until then. */
  readonly frozenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its images in the order of the file. */
  readonly images: DatasetImageConnection;
  /** Its evaluations, newest first. */
  readonly evaluations: EvaluationConnection;
};


/** Ground truth: what really is on images. */
export type DatasetImagesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DatasetImageFilter>;
};


/** Ground truth: what really is on images. */
export type DatasetEvaluationsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Conditions that all hold. */
export type DatasetImageFilter = {
  /** Images that have a photo, or those that have none. */
  readonly hasPhoto?: InputMaybe<Scalars['Boolean']['input']>;
  /** Exactly as the file has it, folders included. */
  readonly fileName?: InputMaybe<Scalars['String']['input']>;
};

/** A category of a ground truth. */
export type DatasetCategory = {
  readonly __typename?: 'DatasetCategory';
  /** Its id in the file, an integer; a Float because GraphQL's Int ends at 2^31. */
  readonly fileId: Scalars['Float']['output'];
  /** As the file has it; its id where the file has none. */
  readonly name: Scalars['String']['output'];
};

/** An image that a ground truth lists. */
export type DatasetImage = {
  readonly __typename?: 'DatasetImage';
  /** Its id in the file, an integer; a Float because GraphQL's Int ends at 2^31. */
  readonly fileId: Scalars['Float']['output'];
  /** As the file has it; null where it has none. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
  /** Pixels as the file has them; null where it has none. */
  readonly width?: Maybe<Scalars['Float']['output']>;
  /** Pixels as the file has them; null where it has none. */
  readonly height?: Maybe<Scalars['Float']['output']>;
  /** The photo; null where it has not come. */
  readonly image?: Maybe<Image>;
  /** How many objects are annotated on it, crowds included. */
  readonly annotationCount: Scalars['Int']['output'];
  /** What is on it, in the order of the file. */
  readonly annotations: AnnotationConnection;
};


/** An image that a ground truth lists. */
export type DatasetImageAnnotationsArgs = {
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** An annotated object, as its file has it. */
export type Annotation = {
  readonly __typename?: 'Annotation';
  /** Its id in the file, an integer; a Float because GraphQL's Int ends at 2^31. */
  readonly fileId: Scalars['Float']['output'];
  /** Null where the file does not list its category. */
  readonly category?: Maybe<DatasetCategory>;
  /** Pixels, as drawn: with orientation RAW, of the photo before it is turned. */
  readonly box: AnnotatedBox;
  /** Square pixels; of the mask where the file has masks. */
  readonly area: Scalars['Float']['output'];
  /** Whether it is a region that holds many objects. */
  readonly isCrowd: Scalars['Boolean']['output'];
};

/** An annotated bounding box in pixels; the origin is the image's top left corner. */
export type AnnotatedBox = {
  readonly __typename?: 'AnnotatedBox';
  /** Left edge. */
  readonly x: Scalars['Float']['output'];
  /** Top edge. */
  readonly y: Scalars['Float']['output'];
  /** Pixels. */
  readonly width: Scalars['Float']['output'];
  /** Pixels. */
  readonly height: Scalars['Float']['output'];
};

/** Where detections come from, given in exactly one way. */
export type DetectionSource =
  /** Name of a model to run on the dataset's photos; those that it has been run on already are not run again. */
  { readonly model: Scalars['String']['input']; readonly storedRunsOf?: never; readonly results?: never; readonly uploadId?: never; }
  |  /**
   * The newest stored run of each image by exactly one model, given by its id, its SHA-256 or its name. Images without a
   * photo of their own are found by file name among the stored images. The highest score floor of the runs counts.
   */
  { readonly model?: never; readonly storedRunsOf: Scalars['String']['input']; readonly results?: never; readonly uploadId?: never; }
  |  /** A file of a multipart request: COCO results or CSV, packed by gzip or not, or an archive of YOLO labels with scores. */
  { readonly model?: never; readonly storedRunsOf?: never; readonly results: Scalars['Upload']['input']; readonly uploadId?: never; }
  |  /** The id that `PUT /uploads` answered, of such a file. */
  { readonly model?: never; readonly storedRunsOf?: never; readonly results?: never; readonly uploadId: Scalars['ID']['input']; };

/** Whose rules are followed. */
export type EvaluationProfile =
  /** pycocotools 2.0: the COCO numbers. */
  | 'PYCOCOTOOLS'
  /** Open Model Zoo's accuracy checker, `coco_precision`: another number, not comparable with COCO AP. */
  | 'OMZ_ACCURACY_CHECKER';

/** Which images count. */
export type ImageScope =
  /** Every image of the dataset; objects on those that were never run count as missed. */
  | 'ALL_IMAGES'
  /** Images that the detector ran on. */
  | 'EVALUATED_ONLY';

/** What detections name categories by. */
export type CategorySpace =
  /** The ids of the dataset. */
  | 'GROUND_TRUTH'
  /** COCO's own ids, 1 to 90 with gaps. */
  | 'COCO_91'
  /** COCO's 80 categories counted from 0. */
  | 'INDEX_80'
  /** COCO's 80 categories counted from 1. */
  | 'ONE_TO_80'
  /** Names. */
  | 'NAME';

/** What a detection names its image by. */
export type ImageMatch =
  /** The ids of the dataset. */
  | 'IMAGE_ID'
  /** File names, full path before stem. */
  | 'FILE_NAME';

/** What to evaluate, on what, by which rules. */
export type EvaluateInput = {
  /** The ground truth. */
  readonly datasetId: Scalars['ID']['input'];
  /** What was detected. */
  readonly detections: DetectionSource;
  /** Whose rules are followed. */
  readonly profile?: EvaluationProfile;
  /** Which images count. */
  readonly imageScope?: ImageScope;
  /** Of results: what their categories are. Without it, names or the ids of the dataset, or an error that says what to declare. */
  readonly categorySpace?: InputMaybe<CategorySpace>;
  /** Of results: what their images are named by. Without it, ids, or names where they or the dataset have only names. */
  readonly matchBy?: InputMaybe<ImageMatch>;
  /** Accept detections that were kept only from a high score up; the result is marked. */
  readonly allowTruncated?: Scalars['Boolean']['input'];
  /** Suspicions to accept, such as BOX_FORMAT_SUSPECT: they become warnings of the evaluation. */
  readonly overrides?: InputMaybe<ReadonlyArray<EvaluationWarningCode>>;
  /** What the evaluation is called; at most 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** At most 20, of at most 100 characters each. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /**
   * At most 200 characters, chosen by the client: the same request again with the same key answers the evaluation of the
   * first one, and another request with the same key is refused as IDEMPOTENCY_CONFLICT. Files are compared by their bytes.
   */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What `validateDetections` answers. */
export type ValidationReport = {
  readonly __typename?: 'ValidationReport';
  /** Whether `evaluate` with the same input would go on. */
  readonly valid: Scalars['Boolean']['output'];
  /** What was found: errors, suspicions, warnings. */
  readonly findings: ReadonlyArray<EvaluationWarning>;
  /** What is wrong with the call itself, such as an unknown dataset. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What `evaluate` and `cancelEvaluation` answer. */
export type EvaluatePayload = {
  readonly __typename?: 'EvaluatePayload';
  /** The evaluation; null when there are errors. */
  readonly evaluation?: Maybe<Evaluation>;
  /** What is wrong: of the call, or of detections or dataset as pre-flight found it; no job exists then. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Something to know before a number is believed. */
export type EvaluationWarning = {
  readonly __typename?: 'EvaluationWarning';
  /** What kind of finding, for programs. */
  readonly code: EvaluationWarningCode;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** What was found and how often, with the first examples. */
  readonly message: Scalars['String']['output'];
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** How many images, annotations or detections it is about. */
  readonly count: Scalars['Int']['output'];
};

/** How bad a finding is. */
export type FindingSeverity =
  /** There is no number. */
  | 'ERROR'
  /** Most likely a mistake: refused unless its code is among the `overrides`. */
  | 'SUSPICION'
  /** Worth knowing. */
  | 'WARNING';

/** What pre-flight can find. */
export type EvaluationWarningCode =
  /** The ground truth cannot be read, or contradicts itself. */
  | 'DATASET_INVALID'
  /** The detections cannot be read. */
  | 'DETECTIONS_INVALID'
  /** An option cannot be used with these detections or this dataset. */
  | 'OPTIONS_INVALID'
  /** Two entries have one id. */
  | 'DUPLICATE_ID'
  /** Detections are on images that the dataset does not have. */
  | 'IMAGE_NOT_IN_GROUND_TRUTH'
  /** A photo's size is not the one that the ground truth gives. */
  | 'IMAGE_SIZE_MISMATCH'
  /** Detections and ground truth number or name their categories differently. */
  | 'CATEGORY_SPACE_MISMATCH'
  /** Detections were kept only from a high score up. */
  | 'SCORE_FLOOR_TOO_HIGH'
  /** Boxes look as if they were not x, y, width, height in pixels. */
  | 'BOX_FORMAT_SUSPECT'
  /** Some detections are of categories that the dataset does not have. */
  | 'CATEGORY_UNKNOWN'
  /** Some images were never run; their objects count as missed. */
  | 'IMAGES_NOT_EVALUATED'
  /** Some images could not be detected; their objects count as missed. */
  | 'IMAGES_FAILED'
  /** Images have no photo to run the model on: all of them, or some, which can be accepted. */
  | 'PHOTOS_MISSING'
  /** No image has a stored run of the model. */
  | 'RUNS_MISSING'
  /** Nothing was found at all. */
  | 'NO_DETECTIONS'
  /** The ground truth has no object to be found. */
  | 'NO_OBJECTS'
  /** Fields were left out, and their defaults taken. */
  | 'DEFAULTED_FIELDS'
  /** Annotations are on images, or of categories, that the file does not list. */
  | 'ANNOTATIONS_LEFT_OUT'
  /** An annotation has the id 0, whose matches pycocotools counts as false positives. */
  | 'ANNOTATION_ID_ZERO'
  /** Boxes have no area. */
  | 'BOXES_WITHOUT_AREA'
  /** Many detections occur again, with the same image, category, box and score. */
  | 'DUPLICATE_DETECTIONS';

/** How an evaluation stands. */
export type EvaluationStatus =
  /** No worker has begun. */
  | 'QUEUED'
  /** At work; `phase` says at what. */
  | 'RUNNING'
  /** `result` is there. */
  | 'COMPLETED'
  /** It could not be done; `error` says why. */
  | 'FAILED'
  /** `cancelEvaluation` ended it. */
  | 'CANCELLED';

/** What a running evaluation is at. */
export type EvaluationPhase =
  /** The model runs on photos that it was not run on before. */
  | 'DETECTING'
  /** Detections are matched to objects. */
  | 'MATCHING'
  /** Matches become numbers. */
  | 'ACCUMULATING'
  /** Numbers are stored. */
  | 'COMMITTING';

/** How far an evaluation is. */
export type Progress = {
  readonly __typename?: 'Progress';
  /** Of this phase: images while DETECTING, else shards of images. */
  readonly done: Scalars['Int']['output'];
  /** Of this phase. */
  readonly total: Scalars['Int']['output'];
  /** Images detected a second since the phase began; null unless DETECTING. */
  readonly imagesPerSecond?: Maybe<Scalars['Float']['output']>;
  /** Seconds until the phase is done, at this rate; null where it cannot be told. */
  readonly secondsLeft?: Maybe<Scalars['Float']['output']>;
};

/** Conditions that all hold. */
export type EvaluationFilter = {
  /** Evaluations on this dataset. */
  readonly datasetId?: InputMaybe<Scalars['ID']['input']>;
  /** Name of a model. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** How they stand. */
  readonly status?: InputMaybe<EvaluationStatus>;
  /** With this tag. */
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  /** Asked for at this moment or later. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Asked for before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** In which order evaluations are listed. */
export type EvaluationOrder =
  /** By when they were asked for, the latest first. */
  | 'NEWEST_FIRST'
  /** By when they were asked for, the earliest first. */
  | 'OLDEST_FIRST';

/** Detections scored against a dataset. */
export type Evaluation = Node & {
  readonly __typename?: 'Evaluation';
  /** Also the id in `/evaluations/:id/results.json` and `/evaluations/:id/report.html`. */
  readonly id: Scalars['ID']['output'];
  /** As it was asked for. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** As it was asked for. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** How it stands. */
  readonly status: EvaluationStatus;
  /** What it is at; null unless RUNNING. */
  readonly phase?: Maybe<EvaluationPhase>;
  /** How far it is. */
  readonly progress: Progress;
  /** The ground truth. */
  readonly dataset: Dataset;
  /** Whose detections; null for uploaded results. */
  readonly model?: Maybe<Model>;
  /** Whose rules are followed. */
  readonly profile: EvaluationProfile;
  /** What was kept of what was detected. */
  readonly source: EvaluationSource;
  /**
   * What the numbers mean. Two evaluations are comparable when their protocols agree but for detections; `source` tells
   * whether as much was kept of them.
   */
  readonly protocol: Protocol;
  /** What pre-flight and the work found. */
  readonly warnings: ReadonlyArray<EvaluationWarning>;
  /** Why it FAILED; null otherwise. */
  readonly error?: Maybe<UserError>;
  /** How many images could not be detected. */
  readonly failedImageCount: Scalars['Int']['output'];
  /** Images that could not be detected, in the order of the dataset. */
  readonly failedImages: FailedImageConnection;
  /**
   * Id of the evaluation of the same input whose numbers these are; null when they were computed anew, or the evaluation
   * that computed them was deleted and this is the oldest that has them.
   */
  readonly reusedFrom?: Maybe<Scalars['ID']['output']>;
  /** The numbers; null until COMPLETED. */
  readonly result?: Maybe<EvaluationResult>;
  /** Address of the detections as COCO results, which pycocotools accepts; null until COMPLETED. */
  readonly resultsUrl?: Maybe<Scalars['String']['output']>;
  /** Address of the report: one HTML page; null until COMPLETED. */
  readonly reportUrl?: Maybe<Scalars['String']['output']>;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When a worker began. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Detections scored against a dataset. */
export type EvaluationFailedImagesArgs = {
  first?: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Where the detections of an evaluation come from, and what was kept of them before they were evaluated. */
export type EvaluationSource = {
  readonly __typename?: 'EvaluationSource';
  /** In which way they were given. */
  readonly kind: EvaluationSourceKind;
  /** They were kept from this score up; of stored runs the highest that one of them has. Null for results from elsewhere. */
  readonly scoreFloor?: Maybe<Scalars['Float']['output']>;
  /** At most so many of an image were kept; of stored runs the fewest that one of them has. Null for results from elsewhere. */
  readonly maxDetections?: Maybe<Scalars['Int']['output']>;
};

/** In which way detections were given. */
export type EvaluationSourceKind =
  /** `model`: it was run on the photos of the dataset. */
  | 'MODEL'
  /** `storedRunsOf`: it had been run before. */
  | 'STORED_RUNS'
  /** `results` or `uploadId`: a file from elsewhere. */
  | 'RESULTS';

/** An image that could not be detected. */
export type FailedImage = {
  readonly __typename?: 'FailedImage';
  /** What kind of error, for programs. */
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: Scalars['String']['output'];
  /** The image's id in the file of the ground truth. */
  readonly fileId: Scalars['Float']['output'];
  /** As the file has it; null where it has none. */
  readonly fileName?: Maybe<Scalars['String']['output']>;
};

/** What the numbers of an evaluation mean. */
export type Protocol = {
  readonly __typename?: 'Protocol';
  /** Whose rules were followed. */
  readonly profile: EvaluationProfile;
  /** A match needs at least this IoU. */
  readonly iouThresholds: ReadonlyArray<Scalars['Float']['output']>;
  /** How many detections count of an image and category; precision is at the largest. */
  readonly maxDetections: ReadonlyArray<Scalars['Int']['output']>;
  /** By area of the object. */
  readonly areaRanges: ReadonlyArray<AreaRange>;
  /** Detections of a lower score were left out; null: none was. */
  readonly scoreFloor?: Maybe<Scalars['Float']['output']>;
  /** Which images count. */
  readonly imageScope: ImageScope;
  /** Version of the evaluator. */
  readonly evaluator: Scalars['String']['output'];
  /** SHA-256 of the ground truth, hexadecimal. */
  readonly groundTruthSha256: Scalars['String']['output'];
  /** SHA-256 of the detections, hexadecimal; null until they are all there. */
  readonly detectionsSha256?: Maybe<Scalars['String']['output']>;
  /** Images that count; null until COMPLETED, as the three below. */
  readonly images?: Maybe<Scalars['Int']['output']>;
  /** Objects that count, crowds left out. */
  readonly groundTruths?: Maybe<Scalars['Int']['output']>;
  /** Crowds on these images. */
  readonly crowds?: Maybe<Scalars['Int']['output']>;
  /** Detections that count. */
  readonly detections?: Maybe<Scalars['Int']['output']>;
};

/** A range of areas, both ends included. */
export type AreaRange = {
  readonly __typename?: 'AreaRange';
  /** Such as small. */
  readonly name: Scalars['String']['output'];
  /** Square pixels. */
  readonly min: Scalars['Float']['output'];
  /** Square pixels. */
  readonly max: Scalars['Float']['output'];
};

/** The numbers of an evaluation. */
export type EvaluationResult = {
  readonly __typename?: 'EvaluationResult';
  /** The twelve numbers of COCO. */
  readonly summary: CocoSummary;
  /** Recall over all areas at each cap of the protocol. */
  readonly recallByCap: ReadonlyArray<RecallAtCap>;
  /** Precision and recall at the largest cap, for each area range of the protocol. */
  readonly byArea: ReadonlyArray<AreaResult>;
  /** Categories of the dataset, in order of their ids. */
  readonly perCategory: ReadonlyArray<CategoryResult>;
  /**
   * Precision over recall at one IoU threshold of the protocol, all areas, at the largest cap: a point for each of the 101
   * recall points, none where there is no object. Without a category the mean over those that have objects. Null with an
   * error where the evaluation has no such threshold, or the dataset no such category.
   */
  readonly precisionRecall?: Maybe<ReadonlyArray<PrecisionRecallPoint>>;
  /**
   * The score from which up detections should be kept, overall and for each category, at one IoU threshold of the protocol.
   * Null with an error where the evaluation has no such threshold.
   */
  readonly bestF1?: Maybe<BestF1>;
  /**
   * Which category was taken for which, of detections from `minScore` up, at any IoU from 0.1 to 0.95. Null with an error
   * when the operation asks too much.
   */
  readonly confusionMatrix?: Maybe<ConfusionMatrix>;
  /**
   * The images behind a cell of the confusion matrix, most pairs first: each has the pairs as `confusions`. A category is
   * given by its name or its `fileId`; null or left out is background: an object that nothing was taken for, a detection
   * without object. The counts of each image are those of `images`. Null with an error where the dataset has no such
   * category, or several of that name.
   */
  readonly confusedImages?: Maybe<EvaluatedImageConnection>;
  /**
   * What each kind of error costs in average precision at IoU 0.5, after TIDE. Objects are matched once each, also with
   * profile OMZ_ACCURACY_CHECKER. Null with an error when the operation asks too much.
   */
  readonly errorBreakdown?: Maybe<ErrorBreakdown>;
  /**
   * All images that count, with what detections from `minScore` up found and missed at one IoU. Objects are matched once
   * each, also with profile OMZ_ACCURACY_CHECKER. Null with an error where `after` is no cursor of this list.
   */
  readonly images?: Maybe<EvaluatedImageConnection>;
  /** One of `images`, to be linked to; null where the dataset has no such image, or it does not count. */
  readonly image?: Maybe<EvaluatedImage>;
  /**
   * The average precision of the same detections by other rules: why another tool reports another number. Everything is
   * matched anew, which takes seconds, of five million detections about 20; asked again it is remembered for a while.
   */
  readonly protocolEffects?: Maybe<ProtocolEffects>;
};


/** The numbers of an evaluation. */
export type EvaluationResultPrecisionRecallArgs = {
  category?: InputMaybe<Scalars['String']['input']>;
  categoryId?: InputMaybe<Scalars['Float']['input']>;
  iou?: Scalars['Float']['input'];
};


/** The numbers of an evaluation. */
export type EvaluationResultBestF1Args = {
  iou?: Scalars['Float']['input'];
};


/** The numbers of an evaluation. */
export type EvaluationResultConfusionMatrixArgs = {
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
};


/** The numbers of an evaluation. */
export type EvaluationResultConfusedImagesArgs = {
  actual?: InputMaybe<Scalars['String']['input']>;
  actualId?: InputMaybe<Scalars['Float']['input']>;
  predicted?: InputMaybe<Scalars['String']['input']>;
  predictedId?: InputMaybe<Scalars['Float']['input']>;
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The numbers of an evaluation. */
export type EvaluationResultImagesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  orderBy?: ImageOrder;
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
};


/** The numbers of an evaluation. */
export type EvaluationResultImageArgs = {
  fileId: Scalars['Float']['input'];
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
};

/** A point of a precision-recall curve. */
export type PrecisionRecallPoint = {
  readonly __typename?: 'PrecisionRecallPoint';
  /** 0 to 1, in steps of 0.01. */
  readonly recall: Scalars['Float']['output'];
  /** The best from this recall on; 0 past the last that is reached. */
  readonly precision: Scalars['Float']['output'];
  /** Of the detection that reaches the recall; null past the last, and in the mean over categories. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Where F1, the harmonic mean of precision and recall, is highest. */
export type BestF1 = {
  readonly __typename?: 'BestF1';
  /** The IoU threshold. */
  readonly iou: Scalars['Float']['output'];
  /** One score for all categories, their counts added up. */
  readonly overall: F1Point;
  /** Each category by itself, in order of their ids. */
  readonly perCategory: ReadonlyArray<CategoryF1>;
};

/** What keeping the detections from a score up gives. */
export type F1Point = {
  readonly __typename?: 'F1Point';
  /** Keep detections from this score up; null where no score gives an F1 above 0. */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** 0 to 1; null where there is no object. */
  readonly f1?: Maybe<Scalars['Float']['output']>;
  /** Share of the detections that are right. */
  readonly precision?: Maybe<Scalars['Float']['output']>;
  /** Share of the objects that are found. */
  readonly recall?: Maybe<Scalars['Float']['output']>;
  /** Why any is null. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** The best F1 of one category. */
export type CategoryF1 = {
  readonly __typename?: 'CategoryF1';
  /** Whose it is. */
  readonly category: DatasetCategory;
  /** Where its F1 is highest. */
  readonly best: F1Point;
};

/**
 * How often which category was taken for which. On each image, detections and objects are paired across categories by
 * descending IoU, each once; what is left over belongs to background.
 */
export type ConfusionMatrix = {
  readonly __typename?: 'ConfusionMatrix';
  /** Detections from this score up. */
  readonly minScore: Scalars['Float']['output'];
  /** Pairs of this IoU or more. */
  readonly iou: Scalars['Float']['output'];
  /** C categories, in order of their ids: rows and columns of `counts` but for the last. */
  readonly categories: ReadonlyArray<DatasetCategory>;
  /**
   * C + 1 rows of C + 1 numbers: rows are what is there, columns what was detected, the last of each is background. Of more
   * than about 440 categories they do not fit into an answer: `confusions` has them.
   */
  readonly counts: ReadonlyArray<ReadonlyArray<Scalars['Int']['output']>>;
  /**
   * Cells that are not 0, largest first: one category taken for another, or what a row, or a column, has off the diagonal.
   * A category is given by its name or its `fileId`; null is background, left out any.
   */
  readonly confusions: ReadonlyArray<ConfusionCell>;
  /** Detections in no cell, as they lie on a crowd of their category. */
  readonly excused: Scalars['Int']['output'];
};


/**
 * How often which category was taken for which. On each image, detections and objects are paired across categories by
 * descending IoU, each once; what is left over belongs to background.
 */
export type ConfusionMatrixConfusionsArgs = {
  actual?: InputMaybe<Scalars['String']['input']>;
  actualId?: InputMaybe<Scalars['Float']['input']>;
  predicted?: InputMaybe<Scalars['String']['input']>;
  predictedId?: InputMaybe<Scalars['Float']['input']>;
  includeDiagonal?: Scalars['Boolean']['input'];
  includeBackground?: Scalars['Boolean']['input'];
  first?: Scalars['Int']['input'];
};

/** One cell of a confusion matrix. */
export type ConfusionCell = {
  readonly __typename?: 'ConfusionCell';
  /** What is there; null for background: a detection without an object. */
  readonly actual?: Maybe<DatasetCategory>;
  /** What was detected; null for background: an object that was missed. */
  readonly predicted?: Maybe<DatasetCategory>;
  /** How often. */
  readonly count: Scalars['Int']['output'];
};

/** How the images of an evaluation are ordered; equals by their ids in the file. */
export type ImageOrder =
  /** False positives and misses together. */
  | 'MOST_ERRORS'
  /** Detections that take no object. */
  | 'MOST_FALSE_POSITIVES'
  /** Objects that no detection takes. */
  | 'MOST_MISSES'
  /** By their ids in the file alone. */
  | 'FILE_ID';

/**
 * What became of the detections and objects of an image, at a score and an IoU: within each category, best scores first,
 * each detection takes the free object that it overlaps most. Boxes are in pixels of the upright photo, so that they can
 * be drawn on it.
 */
export type EvaluatedImage = {
  readonly __typename?: 'EvaluatedImage';
  /**
   * Which one. Its own `width`, `height` and `annotations` are in pixels of the file as it came: with orientation RAW those of
   * the photo before it is turned upright, where the boxes here are turned.
   */
  readonly image: DatasetImage;
  /** Detections that take an object of their category. */
  readonly truePositiveCount: Scalars['Int']['output'];
  /** Detections that take none, crowds left out. */
  readonly falsePositiveCount: Scalars['Int']['output'];
  /** Detections that lie on a crowd and count as neither. */
  readonly excusedCount: Scalars['Int']['output'];
  /** Objects that none takes, crowds left out. */
  readonly missCount: Scalars['Int']['output'];
  /** Detections that take an object, best first. */
  readonly truePositives: ReadonlyArray<TruePositive>;
  /** Detections that take none, best first. */
  readonly falsePositives: ReadonlyArray<EvaluatedDetection>;
  /** Detections that lie on a crowd and count as neither, best first. */
  readonly excused: ReadonlyArray<EvaluatedDetection>;
  /** Objects that none takes. */
  readonly misses: ReadonlyArray<EvaluatedObject>;
  /** Regions that hold many objects, of whatever category: what excuses detections. */
  readonly crowds: ReadonlyArray<EvaluatedObject>;
  /** Of `confusedImages`: the pairs behind the cell; empty elsewhere. */
  readonly confusions: ReadonlyArray<BoxPair>;
};

/** A detection with the object that it takes. */
export type TruePositive = {
  readonly __typename?: 'TruePositive';
  /** What was detected. */
  readonly detection: EvaluatedDetection;
  /** What is there. */
  readonly object: EvaluatedObject;
  /** Intersection over union. */
  readonly iou: Scalars['Float']['output'];
};

/** A detection and an object that belong together; one of them is null where the other has no partner. */
export type BoxPair = {
  readonly __typename?: 'BoxPair';
  /** What was detected. */
  readonly detection?: Maybe<EvaluatedDetection>;
  /** What is there. */
  readonly object?: Maybe<EvaluatedObject>;
  /** Intersection over union; null without a partner. */
  readonly iou?: Maybe<Scalars['Float']['output']>;
};

/** A detection of an evaluation. */
export type EvaluatedDetection = {
  readonly __typename?: 'EvaluatedDetection';
  /** As the ground truth names it. */
  readonly category: DatasetCategory;
  /** 0 to 1, as it was given. */
  readonly score: Scalars['Float']['output'];
  /** Pixels of the upright photo. */
  readonly box: AnnotatedBox;
};

/** An annotated object of an evaluation. */
export type EvaluatedObject = {
  readonly __typename?: 'EvaluatedObject';
  /** Its id in the file. */
  readonly fileId: Scalars['Float']['output'];
  /** As the ground truth names it. */
  readonly category: DatasetCategory;
  /** Pixels of the upright photo. */
  readonly box: AnnotatedBox;
};

/**
 * What each kind of error costs: by how much the average precision would rise were it alone mended. After Bolya et al.,
 * TIDE: A General Toolbox for Identifying Object Detection Errors, 2020; docs/insight.md says where the numbers of tidecv
 * differ.
 */
export type ErrorBreakdown = {
  readonly __typename?: 'ErrorBreakdown';
  /** A match needs at least this IoU. */
  readonly foreground: Scalars['Float']['output'];
  /** Below this IoU a detection is not about an object. */
  readonly background: Scalars['Float']['output'];
  /**
   * At IoU `foreground`, all areas: the same as `summary { ap50 }` with profile PYCOCOTOOLS, and not with
   * OMZ_ACCURACY_CHECKER, whose first match leaves its object free.
   */
  readonly ap?: Maybe<Scalars['Float']['output']>;
  /** Why it is null. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Each kind of error, in the order of the paper. */
  readonly errors: ReadonlyArray<ErrorShare>;
  /** All wrong detections: without them precision would be 1. */
  readonly falsePositives: ErrorCost;
  /** All objects that were not found: with them recall would reach 1. */
  readonly falseNegatives: ErrorCost;
};

/** One kind of error. */
export type ErrorShare = {
  readonly __typename?: 'ErrorShare';
  /** Which kind. */
  readonly type: ErrorType;
  /** How many there are. */
  readonly count: Scalars['Int']['output'];
  /** What the average precision would gain, 0 to 1; null where it is undefined. */
  readonly deltaAp?: Maybe<Scalars['Float']['output']>;
};

/** What errors cost. */
export type ErrorCost = {
  readonly __typename?: 'ErrorCost';
  /** How many there are. */
  readonly count: Scalars['Int']['output'];
  /** What the average precision would gain, 0 to 1; null where it is undefined. */
  readonly deltaAp?: Maybe<Scalars['Float']['output']>;
};

/** Kinds of errors. */
export type ErrorType =
  /** Well placed, of the wrong category. */
  | 'CLASSIFICATION'
  /** Of the right category, badly placed. */
  | 'LOCALISATION'
  /** Of the wrong category and badly placed. */
  | 'BOTH'
  /** The object has a better detection. */
  | 'DUPLICATE'
  /** There is nothing. */
  | 'BACKGROUND'
  /** Objects that no detection is about. */
  | 'MISSED';

/** A page of the images of an evaluation. */
export type EvaluatedImageConnection = {
  readonly __typename?: 'EvaluatedImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<EvaluatedImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<EvaluatedImage>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** All images of the list. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of the images of an evaluation. */
export type EvaluatedImageEdge = {
  readonly __typename?: 'EvaluatedImageEdge';
  /** Pass it as `after`, with the other arguments as they were, for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: EvaluatedImage;
};

/** The same detections by other rules: what to answer when another tool reports another mAP. */
export type ProtocolEffects = {
  readonly __typename?: 'ProtocolEffects';
  /** Average precision by the rules of pycocotools. */
  readonly pycocotools?: Maybe<Scalars['Float']['output']>;
  /**
   * Average precision by the rules of Open Model Zoo's accuracy checker (coco_precision), with the score floor of its
   * configuration of retinanet-tf, 0.05.
   */
  readonly omzAccuracyChecker?: Maybe<Scalars['Float']['output']>;
  /**
   * What each setting does when it alone is changed, the rest as the evaluation has it. They need not add up to the
   * difference of the two above, as one acts on another.
   */
  readonly effects: ReadonlyArray<ProtocolEffect>;
};

/** One setting, changed alone. */
export type ProtocolEffect = {
  readonly __typename?: 'ProtocolEffect';
  /** Which setting. */
  readonly setting: ProtocolSetting;
  /** What the evaluation has, such as: 100 detections an image and category. */
  readonly from: Scalars['String']['output'];
  /** What is tried instead. */
  readonly to: Scalars['String']['output'];
  /** Average precision with it; null where it is undefined. */
  readonly ap?: Maybe<Scalars['Float']['output']>;
  /** That minus the evaluation's own. */
  readonly difference?: Maybe<Scalars['Float']['output']>;
  /** What the setting means, and which tools have it so. */
  readonly explanation: Scalars['String']['output'];
};

/** What tools do differently. */
export type ProtocolSetting =
  /** Over which IoU thresholds average precision is the mean; at 0.50 alone it is what others often call mAP. */
  | 'IOU_THRESHOLDS'
  /** How many detections count of an image and category. */
  | 'MAX_DETECTIONS'
  /** Detections of a lower score are left out. */
  | 'SCORE_FLOOR'
  /** Whether images without detections count. */
  | 'IMAGE_SCOPE'
  /** Which areas of objects count. */
  | 'AREA_RANGE'
  /** By what the overlap with a crowd is divided. */
  | 'CROWD_IOU'
  /** Whether an object that the best detection of an image and category took stays free for a second one. */
  | 'FIRST_MATCH'
  /** In which precision an IoU is compared with its threshold. */
  | 'IOU_ROUNDING'
  /** In which order detections of one score stand. */
  | 'EQUAL_SCORES';

/** What `compareEvaluations` answers. */
export type ComparePayload = {
  readonly __typename?: 'ComparePayload';
  /** Null when they cannot be compared. */
  readonly comparison?: Maybe<EvaluationComparison>;
  /** Why they cannot be compared; empty when they can. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * A candidate beside a baseline. Differences are the candidate's number minus the baseline's. An interval is that of a
 * paired bootstrap: as many images as there are, drawn with replacement, the same for both, again and again.
 */
export type EvaluationComparison = {
  readonly __typename?: 'EvaluationComparison';
  /** What is compared with. */
  readonly baseline: Evaluation;
  /** What is compared. */
  readonly candidate: Evaluation;
  /** How many data sets are drawn. */
  readonly replicates: Scalars['Int']['output'];
  /** The same seed draws the same images. */
  readonly seed: Scalars['Int']['output'];
  /** How likely an interval is to hold the truth. */
  readonly confidence: Scalars['Float']['output'];
  /** What should be known when the numbers are read, such as that one kept fewer detections. */
  readonly notes: ReadonlyArray<Scalars['String']['output']>;
  /** The twelve numbers of COCO, in their order. */
  readonly metrics: ReadonlyArray<MetricDifference>;
  /** The average precision of each category, in order of their ids. */
  readonly perCategory: ReadonlyArray<CategoryDifference>;
  /** Whether the metric dropped by more than `maxDrop` points of 100: as `fovea compare` decides. */
  readonly verdict: Verdict;
  /** Images on which the candidate makes more errors than the baseline, the largest difference first. */
  readonly worse: ChangedImageConnection;
  /** Images on which the candidate makes fewer errors than the baseline, the largest difference first. */
  readonly better: ChangedImageConnection;
};


/**
 * A candidate beside a baseline. Differences are the candidate's number minus the baseline's. An interval is that of a
 * paired bootstrap: as many images as there are, drawn with replacement, the same for both, again and again.
 */
export type EvaluationComparisonVerdictArgs = {
  maxDrop?: Scalars['Float']['input'];
  metric?: Metric;
};


/**
 * A candidate beside a baseline. Differences are the candidate's number minus the baseline's. An interval is that of a
 * paired bootstrap: as many images as there are, drawn with replacement, the same for both, again and again.
 */
export type EvaluationComparisonWorseArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
};


/**
 * A candidate beside a baseline. Differences are the candidate's number minus the baseline's. An interval is that of a
 * paired bootstrap: as many images as there are, drawn with replacement, the same for both, again and again.
 */
export type EvaluationComparisonBetterArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  minScore?: Scalars['Float']['input'];
  iou?: Scalars['Float']['input'];
};

/** The twelve numbers of COCO by name, in their order. */
export type Metric =
  /** `summary { ap }`. */
  | 'AP'
  /** `summary { ap50 }`. */
  | 'AP50'
  /** `summary { ap75 }`. */
  | 'AP75'
  /** `summary { apSmall }`. */
  | 'AP_SMALL'
  /** `summary { apMedium }`. */
  | 'AP_MEDIUM'
  /** `summary { apLarge }`. */
  | 'AP_LARGE'
  /** `summary { ar1 }`. */
  | 'AR1'
  /** `summary { ar10 }`. */
  | 'AR10'
  /** `summary { ar100 }`. */
  | 'AR100'
  /** `summary { arSmall }`. */
  | 'AR_SMALL'
  /** `summary { arMedium }`. */
  | 'AR_MEDIUM'
  /** `summary { arLarge }`. */
  | 'AR_LARGE';

/** One number of both. */
export type MetricDifference = {
  readonly __typename?: 'MetricDifference';
  /** Which number. */
  readonly metric: Metric;
  /** Of the baseline, 0 to 1; null where it is undefined. */
  readonly baseline?: Maybe<Scalars['Float']['output']>;
  /** Of the candidate. */
  readonly candidate?: Maybe<Scalars['Float']['output']>;
  /** Candidate minus baseline. */
  readonly difference?: Maybe<Scalars['Float']['output']>;
  /** Of the difference; null where it is undefined. */
  readonly interval?: Maybe<Interval>;
  /** Why any is null. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** The average precision of one category of both. */
export type CategoryDifference = {
  readonly __typename?: 'CategoryDifference';
  /** Which category. */
  readonly category: DatasetCategory;
  /** Of the baseline, 0 to 1; null where it has no object. */
  readonly baseline?: Maybe<Scalars['Float']['output']>;
  /** Of the candidate. */
  readonly candidate?: Maybe<Scalars['Float']['output']>;
  /** Candidate minus baseline. */
  readonly difference?: Maybe<Scalars['Float']['output']>;
  /** Of the difference; null where it is undefined. */
  readonly interval?: Maybe<Interval>;
  /** Why any is null. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** Where most replicates lie: of few images a little more of them than `confidence` says. */
export type Interval = {
  readonly __typename?: 'Interval';
  /** Lower end. */
  readonly low: Scalars['Float']['output'];
  /** Upper end. */
  readonly high: Scalars['Float']['output'];
};

/** Whether a candidate may replace a baseline. */
export type Verdict =
  /** All of the interval lies within the drop that is allowed. */
  | 'PASS'
  /** All of the interval lies below it. */
  | 'FAIL'
  /** The interval has both: these images cannot tell. */
  | 'INCONCLUSIVE';

/** An image that one handles better than the other. */
export type ChangedImage = {
  readonly __typename?: 'ChangedImage';
  /** What became of it in the baseline. */
  readonly baseline: EvaluatedImage;
  /** What became of it in the candidate. */
  readonly candidate: EvaluatedImage;
  /** Errors of the candidate minus errors of the baseline: false positives and misses together. */
  readonly change: Scalars['Int']['output'];
};

/** A page of images that changed. */
export type ChangedImageConnection = {
  readonly __typename?: 'ChangedImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<ChangedImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<ChangedImage>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** All images of the list. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of images that changed. */
export type ChangedImageEdge = {
  readonly __typename?: 'ChangedImageEdge';
  /** Pass it as `after`, with the other arguments as they were, for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: ChangedImage;
};

/** The twelve numbers of COCO, 0 to 1; null where one is undefined: `undefinedMetrics` says why. */
export type CocoSummary = {
  readonly __typename?: 'CocoSummary';
  /** Average precision over IoU 0.50 to 0.95. */
  readonly ap?: Maybe<Scalars['Float']['output']>;
  /** At IoU 0.50. */
  readonly ap50?: Maybe<Scalars['Float']['output']>;
  /** At IoU 0.75. */
  readonly ap75?: Maybe<Scalars['Float']['output']>;
  /** Of objects below 32 × 32 pixels. */
  readonly apSmall?: Maybe<Scalars['Float']['output']>;
  /** Of objects from 32 × 32 to 96 × 96 pixels. */
  readonly apMedium?: Maybe<Scalars['Float']['output']>;
  /** Of objects above 96 × 96 pixels. */
  readonly apLarge?: Maybe<Scalars['Float']['output']>;
  /** Average recall with 1 detection an image and category. */
  readonly ar1?: Maybe<Scalars['Float']['output']>;
  /** With 10. */
  readonly ar10?: Maybe<Scalars['Float']['output']>;
  /** With 100. */
  readonly ar100?: Maybe<Scalars['Float']['output']>;
  /** Of objects below 32 × 32 pixels. */
  readonly arSmall?: Maybe<Scalars['Float']['output']>;
  /** Of objects from 32 × 32 to 96 × 96 pixels. */
  readonly arMedium?: Maybe<Scalars['Float']['output']>;
  /** Of objects above 96 × 96 pixels. */
  readonly arLarge?: Maybe<Scalars['Float']['output']>;
  /** Why a number is null, for each that is. */
  readonly undefinedMetrics: ReadonlyArray<UndefinedMetric>;
};

/** Why a number has no value. */
export type UndefinedMetric = {
  readonly __typename?: 'UndefinedMetric';
  /** Name of the field, such as apSmall. */
  readonly metric: Scalars['String']['output'];
  /** Such as: there is no object in this area range. */
  readonly reason: Scalars['String']['output'];
};

/** Recall with so many detections an image and category. */
export type RecallAtCap = {
  readonly __typename?: 'RecallAtCap';
  /** Detections of an image and category that count. */
  readonly cap: Scalars['Int']['output'];
  /** 0 to 1; null where there is no object. */
  readonly ar?: Maybe<Scalars['Float']['output']>;
};

/** Numbers of objects of some area. */
export type AreaResult = {
  readonly __typename?: 'AreaResult';
  /** Name of the area range. */
  readonly area: Scalars['String']['output'];
  /** 0 to 1; null where there is no object. */
  readonly ap?: Maybe<Scalars['Float']['output']>;
  /** 0 to 1; null where there is no object. */
  readonly ar?: Maybe<Scalars['Float']['output']>;
};

/** The numbers of one category. */
export type CategoryResult = {
  readonly __typename?: 'CategoryResult';
  /** Whose numbers these are. */
  readonly category: DatasetCategory;
  /** Its twelve numbers. */
  readonly summary: CocoSummary;
  /** The same as `summary { ap }`. */
  readonly ap?: Maybe<Scalars['Float']['output']>;
  /** The same as `summary { ap50 }`. */
  readonly ap50?: Maybe<Scalars['Float']['output']>;
  /** The same as `summary { ar100 }`. */
  readonly ar100?: Maybe<Scalars['Float']['output']>;
  /** Objects that count, crowds left out. */
  readonly groundTruths: Scalars['Int']['output'];
  /** Annotated crowds. */
  readonly crowds: Scalars['Int']['output'];
  /** Detections that count. */
  readonly detections: Scalars['Int']['output'];
};

/** A page of datasets. */
export type DatasetConnection = {
  readonly __typename?: 'DatasetConnection';
  /** The datasets of this page with their cursors. */
  readonly edges: ReadonlyArray<DatasetEdge>;
  /** The datasets of this page. */
  readonly nodes: ReadonlyArray<Dataset>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of datasets. */
export type DatasetEdge = {
  readonly __typename?: 'DatasetEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Dataset;
};

/** A page of a dataset's images. */
export type DatasetImageConnection = {
  readonly __typename?: 'DatasetImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<DatasetImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<DatasetImage>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of a dataset's images. */
export type DatasetImageEdge = {
  readonly __typename?: 'DatasetImageEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: DatasetImage;
};

/** A page of the annotations of an image. */
export type AnnotationConnection = {
  readonly __typename?: 'AnnotationConnection';
  /** The annotations of this page with their cursors. */
  readonly edges: ReadonlyArray<AnnotationEdge>;
  /** The annotations of this page. */
  readonly nodes: ReadonlyArray<Annotation>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The same as `annotationCount`. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of the annotations of an image. */
export type AnnotationEdge = {
  readonly __typename?: 'AnnotationEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Annotation;
};

/** A page of evaluations. */
export type EvaluationConnection = {
  readonly __typename?: 'EvaluationConnection';
  /** The evaluations of this page with their cursors. */
  readonly edges: ReadonlyArray<EvaluationEdge>;
  /** The evaluations of this page. */
  readonly nodes: ReadonlyArray<Evaluation>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of evaluations. */
export type EvaluationEdge = {
  readonly __typename?: 'EvaluationEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Evaluation;
};

/** A page of the images of an evaluation that could not be detected. */
export type FailedImageConnection = {
  readonly __typename?: 'FailedImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<FailedImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<FailedImage>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** The same as `failedImageCount`. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of the images of an evaluation that could not be detected. */
export type FailedImageEdge = {
  readonly __typename?: 'FailedImageEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: FailedImage;
};

/** A page of images. */
export type ImageConnection = {
  readonly __typename?: 'ImageConnection';
  /** The images of this page with their cursors. */
  readonly edges: ReadonlyArray<ImageEdge>;
  /** The images of this page. */
  readonly nodes: ReadonlyArray<Image>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of images. */
export type ImageEdge = {
  readonly __typename?: 'ImageEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Image;
};

/** A page of detection runs. */
export type DetectionRunConnection = {
  readonly __typename?: 'DetectionRunConnection';
  /** The detection runs of this page with their cursors. */
  readonly edges: ReadonlyArray<DetectionRunEdge>;
  /** The detection runs of this page. */
  readonly nodes: ReadonlyArray<DetectionRun>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of detection runs. */
export type DetectionRunEdge = {
  readonly __typename?: 'DetectionRunEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: DetectionRun;
};

/** A page of detections. */
export type DetectionConnection = {
  readonly __typename?: 'DetectionConnection';
  /** The detections of this page with their cursors. */
  readonly edges: ReadonlyArray<DetectionEdge>;
  /** The detections of this page. */
  readonly nodes: ReadonlyArray<Detection>;
  /** Where the page ends. */
  readonly pageInfo: PageInfo;
  /** Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One of a page of detections. */
export type DetectionEdge = {
  readonly __typename?: 'DetectionEdge';
  /** Pass it as `after` for what comes next. */
  readonly cursor: Scalars['String']['output'];
  /** The object itself. */
  readonly node: Detection;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  DetectResult:
    | ( RunParent )
    | ( ImageError )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ImageRow )
    | ( ModelRow )
    | ( RunParent )
    | ( DetectionRow )
    | ( DatasetRow )
    | ( EvaluationRow )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  Upload: ResolverTypeWrapper<Scalars['Upload']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DetectInput: DetectInput;
  ImageInput: ImageInput;
  DetectPayload: ResolverTypeWrapper<Omit<DetectPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['DetectResult']> }>;
  DetectResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DetectResult']>;
  ImageError: ResolverTypeWrapper<ImageError>;
  UserError: ResolverTypeWrapper<UserError>;
  ErrorCode: ErrorCode;
  DeletePayload: ResolverTypeWrapper<DeletePayload>;
  Image: ResolverTypeWrapper<ImageRow>;
  ImageFormat: ImageFormat;
  Model: ResolverTypeWrapper<ModelRow>;
  Category: ResolverTypeWrapper<CategoryRow>;
  DetectionRun: ResolverTypeWrapper<RunParent>;
  Timings: ResolverTypeWrapper<Timings>;
  Detection: ResolverTypeWrapper<DetectionRow>;
  Box: ResolverTypeWrapper<BoxParent>;
  BoxFormat: BoxFormat;
  ImageFilter: ImageFilter;
  DetectionRunFilter: DetectionRunFilter;
  DetectionFilter: DetectionFilter;
  CountBy: CountBy;
  DetectionCount: ResolverTypeWrapper<CountParent>;
  Orientation: Orientation;
  DatasetFormat: DatasetFormat;
  FileInput: FileInput;
  CreateDatasetInput: CreateDatasetInput;
  CreateDatasetPayload: ResolverTypeWrapper<Omit<CreateDatasetPayload, 'dataset' | 'photos'> & { dataset?: Maybe<ResolversTypes['Dataset']>, photos?: Maybe<ResolversTypes['PhotoReport']> }>;
  AddDatasetImagesInput: AddDatasetImagesInput;
  DatasetImagesInput: DatasetImagesInput;
  AddDatasetImagesPayload: ResolverTypeWrapper<Omit<AddDatasetImagesPayload, 'dataset' | 'photos'> & { dataset?: Maybe<ResolversTypes['Dataset']>, photos?: Maybe<ResolversTypes['PhotoReport']> }>;
  PhotoReport: ResolverTypeWrapper<Photos>;
  PhotoProblem: ResolverTypeWrapper<PhotoProblem>;
  Dataset: ResolverTypeWrapper<DatasetRow>;
  DatasetImageFilter: DatasetImageFilter;
  DatasetCategory: ResolverTypeWrapper<CategoryOfFile>;
  DatasetImage: ResolverTypeWrapper<DatasetImageParent>;
  Annotation: ResolverTypeWrapper<AnnotationParent>;
  AnnotatedBox: ResolverTypeWrapper<AnnotatedBox>;
  DetectionSource: DetectionSource;
  EvaluationProfile: EvaluationProfile;
  ImageScope: ImageScope;
  CategorySpace: CategorySpace;
  ImageMatch: ImageMatch;
  EvaluateInput: EvaluateInput;
  ValidationReport: ResolverTypeWrapper<Omit<ValidationReport, 'findings'> & { findings: ReadonlyArray<ResolversTypes['EvaluationWarning']> }>;
  EvaluatePayload: ResolverTypeWrapper<Omit<EvaluatePayload, 'evaluation'> & { evaluation?: Maybe<ResolversTypes['Evaluation']> }>;
  EvaluationWarning: ResolverTypeWrapper<Finding>;
  FindingSeverity: FindingSeverity;
  EvaluationWarningCode: EvaluationWarningCode;
  EvaluationStatus: EvaluationStatus;
  EvaluationPhase: EvaluationPhase;
  Progress: ResolverTypeWrapper<Progress>;
  EvaluationFilter: EvaluationFilter;
  EvaluationOrder: EvaluationOrder;
  Evaluation: ResolverTypeWrapper<EvaluationRow>;
  EvaluationSource: ResolverTypeWrapper<EvaluationSource>;
  EvaluationSourceKind: EvaluationSourceKind;
  FailedImage: ResolverTypeWrapper<FailedImageRow>;
  Protocol: ResolverTypeWrapper<Protocol>;
  AreaRange: ResolverTypeWrapper<AreaRange>;
  EvaluationResult: ResolverTypeWrapper<ResultHead>;
  PrecisionRecallPoint: ResolverTypeWrapper<PrecisionRecallPoint>;
  BestF1: ResolverTypeWrapper<BestF1Numbers>;
  F1Point: ResolverTypeWrapper<F1Point>;
  CategoryF1: ResolverTypeWrapper<CategoryF1Parent>;
  ConfusionMatrix: ResolverTypeWrapper<ConfusionCells>;
  ConfusionCell: ResolverTypeWrapper<Omit<ConfusionCell, 'actual' | 'predicted'> & { actual?: Maybe<ResolversTypes['DatasetCategory']>, predicted?: Maybe<ResolversTypes['DatasetCategory']> }>;
  ImageOrder: ImageOrder;
  EvaluatedImage: ResolverTypeWrapper<EvaluatedImageParent>;
  TruePositive: ResolverTypeWrapper<Omit<TruePositive, 'detection' | 'object'> & { detection: ResolversTypes['EvaluatedDetection'], object: ResolversTypes['EvaluatedObject'] }>;
  BoxPair: ResolverTypeWrapper<Omit<BoxPair, 'detection' | 'object'> & { detection?: Maybe<ResolversTypes['EvaluatedDetection']>, object?: Maybe<ResolversTypes['EvaluatedObject']> }>;
  EvaluatedDetection: ResolverTypeWrapper<Omit<EvaluatedDetection, 'category'> & { category: ResolversTypes['DatasetCategory'] }>;
  EvaluatedObject: ResolverTypeWrapper<Omit<EvaluatedObject, 'category'> & { category: ResolversTypes['DatasetCategory'] }>;
  ErrorBreakdown: ResolverTypeWrapper<Breakdown>;
  ErrorShare: ResolverTypeWrapper<ErrorShare>;
  ErrorCost: ResolverTypeWrapper<ErrorCost>;
  ErrorType: ErrorType;
  EvaluatedImageConnection: ResolverTypeWrapper<EvaluatedImageListing>;
  EvaluatedImageEdge: ResolverTypeWrapper<Omit<EvaluatedImageEdge, 'node'> & { node: ResolversTypes['EvaluatedImage'] }>;
  ProtocolEffects: ResolverTypeWrapper<ProtocolEffects>;
  ProtocolEffect: ResolverTypeWrapper<ProtocolEffect>;
  ProtocolSetting: ProtocolSetting;
  ComparePayload: ResolverTypeWrapper<Omit<ComparePayload, 'comparison'> & { comparison?: Maybe<ResolversTypes['EvaluationComparison']> }>;
  EvaluationComparison: ResolverTypeWrapper<ComparisonParent>;
  Metric: Metric;
  MetricDifference: ResolverTypeWrapper<MetricDifference>;
  CategoryDifference: ResolverTypeWrapper<Omit<CategoryDifference, 'category'> & { category: ResolversTypes['DatasetCategory'] }>;
  Interval: ResolverTypeWrapper<Interval>;
  Verdict: Verdict;
  ChangedImage: ResolverTypeWrapper<ChangedImageParent>;
  ChangedImageConnection: ResolverTypeWrapper<ChangedImageListing>;
  ChangedImageEdge: ResolverTypeWrapper<Omit<ChangedImageEdge, 'node'> & { node: ResolversTypes['ChangedImage'] }>;
  CocoSummary: ResolverTypeWrapper<SummaryParent>;
  UndefinedMetric: ResolverTypeWrapper<UndefinedMetric>;
  RecallAtCap: ResolverTypeWrapper<RecallAtCap>;
  AreaResult: ResolverTypeWrapper<AreaResult>;
  CategoryResult: ResolverTypeWrapper<CategoryNumbers>;
  DatasetConnection: ResolverTypeWrapper<DatasetListing>;
  DatasetEdge: ResolverTypeWrapper<Omit<DatasetEdge, 'node'> & { node: ResolversTypes['Dataset'] }>;
  DatasetImageConnection: ResolverTypeWrapper<DatasetImageListing>;
  DatasetImageEdge: ResolverTypeWrapper<Omit<DatasetImageEdge, 'node'> & { node: ResolversTypes['DatasetImage'] }>;
  AnnotationConnection: ResolverTypeWrapper<AnnotationListing>;
  AnnotationEdge: ResolverTypeWrapper<Omit<AnnotationEdge, 'node'> & { node: ResolversTypes['Annotation'] }>;
  EvaluationConnection: ResolverTypeWrapper<EvaluationListing>;
  EvaluationEdge: ResolverTypeWrapper<Omit<EvaluationEdge, 'node'> & { node: ResolversTypes['Evaluation'] }>;
  FailedImageConnection: ResolverTypeWrapper<FailedImageListing>;
  FailedImageEdge: ResolverTypeWrapper<Omit<FailedImageEdge, 'node'> & { node: ResolversTypes['FailedImage'] }>;
  ImageConnection: ResolverTypeWrapper<ImageListing>;
  ImageEdge: ResolverTypeWrapper<Omit<ImageEdge, 'node'> & { node: ResolversTypes['Image'] }>;
  DetectionRunConnection: ResolverTypeWrapper<RunListing>;
  DetectionRunEdge: ResolverTypeWrapper<Omit<DetectionRunEdge, 'node'> & { node: ResolversTypes['DetectionRun'] }>;
  DetectionConnection: ResolverTypeWrapper<DetectionListing>;
  DetectionEdge: ResolverTypeWrapper<Omit<DetectionEdge, 'node'> & { node: ResolversTypes['Detection'] }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Date: Scalars['Date']['output'];
  Upload: Scalars['Upload']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  Subscription: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  DetectInput: DetectInput;
  ImageInput: ImageInput;
  DetectPayload: Omit<DetectPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['DetectResult']> };
  DetectResult: ResolversUnionTypes<ResolversParentTypes>['DetectResult'];
  ImageError: ImageError;
  UserError: UserError;
  DeletePayload: DeletePayload;
  Image: ImageRow;
  Model: ModelRow;
  Category: CategoryRow;
  DetectionRun: RunParent;
  Timings: Timings;
  Detection: DetectionRow;
  Box: BoxParent;
  ImageFilter: ImageFilter;
  DetectionRunFilter: DetectionRunFilter;
  DetectionFilter: DetectionFilter;
  DetectionCount: CountParent;
  FileInput: FileInput;
  CreateDatasetInput: CreateDatasetInput;
  CreateDatasetPayload: Omit<CreateDatasetPayload, 'dataset' | 'photos'> & { dataset?: Maybe<ResolversParentTypes['Dataset']>, photos?: Maybe<ResolversParentTypes['PhotoReport']> };
  AddDatasetImagesInput: AddDatasetImagesInput;
  DatasetImagesInput: DatasetImagesInput;
  AddDatasetImagesPayload: Omit<AddDatasetImagesPayload, 'dataset' | 'photos'> & { dataset?: Maybe<ResolversParentTypes['Dataset']>, photos?: Maybe<ResolversParentTypes['PhotoReport']> };
  PhotoReport: Photos;
  PhotoProblem: PhotoProblem;
  Dataset: DatasetRow;
  DatasetImageFilter: DatasetImageFilter;
  DatasetCategory: CategoryOfFile;
  DatasetImage: DatasetImageParent;
  Annotation: AnnotationParent;
  AnnotatedBox: AnnotatedBox;
  DetectionSource: DetectionSource;
  EvaluateInput: EvaluateInput;
  ValidationReport: Omit<ValidationReport, 'findings'> & { findings: ReadonlyArray<ResolversParentTypes['EvaluationWarning']> };
  EvaluatePayload: Omit<EvaluatePayload, 'evaluation'> & { evaluation?: Maybe<ResolversParentTypes['Evaluation']> };
  EvaluationWarning: Finding;
  Progress: Progress;
  EvaluationFilter: EvaluationFilter;
  Evaluation: EvaluationRow;
  EvaluationSource: EvaluationSource;
  FailedImage: FailedImageRow;
  Protocol: Protocol;
  AreaRange: AreaRange;
  EvaluationResult: ResultHead;
  PrecisionRecallPoint: PrecisionRecallPoint;
  BestF1: BestF1Numbers;
  F1Point: F1Point;
  CategoryF1: CategoryF1Parent;
  ConfusionMatrix: ConfusionCells;
  ConfusionCell: Omit<ConfusionCell, 'actual' | 'predicted'> & { actual?: Maybe<ResolversParentTypes['DatasetCategory']>, predicted?: Maybe<ResolversParentTypes['DatasetCategory']> };
  EvaluatedImage: EvaluatedImageParent;
  TruePositive: Omit<TruePositive, 'detection' | 'object'> & { detection: ResolversParentTypes['EvaluatedDetection'], object: ResolversParentTypes['EvaluatedObject'] };
  BoxPair: Omit<BoxPair, 'detection' | 'object'> & { detection?: Maybe<ResolversParentTypes['EvaluatedDetection']>, object?: Maybe<ResolversParentTypes['EvaluatedObject']> };
  EvaluatedDetection: Omit<EvaluatedDetection, 'category'> & { category: ResolversParentTypes['DatasetCategory'] };
  EvaluatedObject: Omit<EvaluatedObject, 'category'> & { category: ResolversParentTypes['DatasetCategory'] };
  ErrorBreakdown: Breakdown;
  ErrorShare: ErrorShare;
  ErrorCost: ErrorCost;
  EvaluatedImageConnection: EvaluatedImageListing;
  EvaluatedImageEdge: Omit<EvaluatedImageEdge, 'node'> & { node: ResolversParentTypes['EvaluatedImage'] };
  ProtocolEffects: ProtocolEffects;
  ProtocolEffect: ProtocolEffect;
  ComparePayload: Omit<ComparePayload, 'comparison'> & { comparison?: Maybe<ResolversParentTypes['EvaluationComparison']> };
  EvaluationComparison: ComparisonParent;
  MetricDifference: MetricDifference;
  CategoryDifference: Omit<CategoryDifference, 'category'> & { category: ResolversParentTypes['DatasetCategory'] };
  Interval: Interval;
  ChangedImage: ChangedImageParent;
  ChangedImageConnection: ChangedImageListing;
  ChangedImageEdge: Omit<ChangedImageEdge, 'node'> & { node: ResolversParentTypes['ChangedImage'] };
  CocoSummary: SummaryParent;
  UndefinedMetric: UndefinedMetric;
  RecallAtCap: RecallAtCap;
  AreaResult: AreaResult;
  CategoryResult: CategoryNumbers;
  DatasetConnection: DatasetListing;
  DatasetEdge: Omit<DatasetEdge, 'node'> & { node: ResolversParentTypes['Dataset'] };
  DatasetImageConnection: DatasetImageListing;
  DatasetImageEdge: Omit<DatasetImageEdge, 'node'> & { node: ResolversParentTypes['DatasetImage'] };
  AnnotationConnection: AnnotationListing;
  AnnotationEdge: Omit<AnnotationEdge, 'node'> & { node: ResolversParentTypes['Annotation'] };
  EvaluationConnection: EvaluationListing;
  EvaluationEdge: Omit<EvaluationEdge, 'node'> & { node: ResolversParentTypes['Evaluation'] };
  FailedImageConnection: FailedImageListing;
  FailedImageEdge: Omit<FailedImageEdge, 'node'> & { node: ResolversParentTypes['FailedImage'] };
  ImageConnection: ImageListing;
  ImageEdge: Omit<ImageEdge, 'node'> & { node: ResolversParentTypes['Image'] };
  DetectionRunConnection: RunListing;
  DetectionRunEdge: Omit<DetectionRunEdge, 'node'> & { node: ResolversParentTypes['DetectionRun'] };
  DetectionConnection: DetectionListing;
  DetectionEdge: Omit<DetectionEdge, 'node'> & { node: ResolversParentTypes['Detection'] };
  Float: Scalars['Float']['output'];
};

export type RangeDirectiveArgs = {
  min: Scalars['Float']['input'];
  max: Scalars['Float']['input'];
};

export type RangeDirectiveResolver<Result, Parent, ContextType = Context, Args = RangeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface UploadScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Upload'], any> {
  name: 'Upload';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Image' | 'Model' | 'DetectionRun' | 'Detection' | 'Dataset' | 'Evaluation', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'id'>>;
  images?: Resolver<ResolversTypes['ImageConnection'], ParentType, ContextType, RequireFields<QueryImagesArgs, 'first'>>;
  detectionRuns?: Resolver<ResolversTypes['DetectionRunConnection'], ParentType, ContextType, RequireFields<QueryDetectionRunsArgs, 'first'>>;
  detections?: Resolver<ResolversTypes['DetectionConnection'], ParentType, ContextType, RequireFields<QueryDetectionsArgs, 'first'>>;
  detectionCounts?: Resolver<ReadonlyArray<ResolversTypes['DetectionCount']>, ParentType, ContextType, RequireFields<QueryDetectionCountsArgs, 'by'>>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  models?: Resolver<ReadonlyArray<ResolversTypes['Model']>, ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<QueryDatasetArgs, 'id'>>;
  datasets?: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<QueryDatasetsArgs, 'first'>>;
  evaluation?: Resolver<Maybe<ResolversTypes['Evaluation']>, ParentType, ContextType, RequireFields<QueryEvaluationArgs, 'id'>>;
  evaluations?: Resolver<ResolversTypes['EvaluationConnection'], ParentType, ContextType, RequireFields<QueryEvaluationsArgs, 'first' | 'orderBy'>>;
  compareEvaluations?: Resolver<ResolversTypes['ComparePayload'], ParentType, ContextType, RequireFields<QueryCompareEvaluationsArgs, 'baseline' | 'candidate' | 'replicates' | 'seed' | 'confidence'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  evaluationProgress?: SubscriptionResolver<ResolversTypes['Evaluation'], "evaluationProgress", ParentType, ContextType, RequireFields<SubscriptionEvaluationProgressArgs, 'id'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  detect?: Resolver<ResolversTypes['DetectPayload'], ParentType, ContextType, RequireFields<MutationDetectArgs, 'input'>>;
  deleteImage?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteImageArgs, 'id'>>;
  createDataset?: Resolver<ResolversTypes['CreateDatasetPayload'], ParentType, ContextType, RequireFields<MutationCreateDatasetArgs, 'input'>>;
  addDatasetImages?: Resolver<ResolversTypes['AddDatasetImagesPayload'], ParentType, ContextType, RequireFields<MutationAddDatasetImagesArgs, 'input'>>;
  validateDetections?: Resolver<ResolversTypes['ValidationReport'], ParentType, ContextType, RequireFields<MutationValidateDetectionsArgs, 'input'>>;
  evaluate?: Resolver<ResolversTypes['EvaluatePayload'], ParentType, ContextType, RequireFields<MutationEvaluateArgs, 'input'>>;
  cancelEvaluation?: Resolver<ResolversTypes['EvaluatePayload'], ParentType, ContextType, RequireFields<MutationCancelEvaluationArgs, 'id'>>;
  deleteEvaluation?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteEvaluationArgs, 'id'>>;
  deleteDataset?: Resolver<ResolversTypes['DeletePayload'], ParentType, ContextType, RequireFields<MutationDeleteDatasetArgs, 'id'>>;
};

export type DetectPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectPayload'] = ResolversParentTypes['DetectPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['DetectResult']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DetectResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectResult'] = ResolversParentTypes['DetectResult']> = {
  __resolveType: TypeResolveFn<'DetectionRun' | 'ImageError', ParentType, ContextType>;
};

export type ImageErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageError'] = ResolversParentTypes['ImageError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeletePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeletePayload'] = ResolversParentTypes['DeletePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ImageFormat'], ParentType, ContextType>;
  orientation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byteSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thumbnailUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['DetectionRunConnection'], ParentType, ContextType, RequireFields<ImageRunsArgs, 'first'>>;
  datasets?: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<ImageDatasetsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  licence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  scoreFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cocoId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DetectionRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRun'] = ResolversParentTypes['DetectionRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  detectionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scoreFloor?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  timings?: Resolver<ResolversTypes['Timings'], ParentType, ContextType>;
  detections?: Resolver<ReadonlyArray<ResolversTypes['Detection']>, ParentType, ContextType, RequireFields<DetectionRunDetectionsArgs, 'minScore' | 'first'>>;
  overlayUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<DetectionRunOverlayUrlArgs, 'minScore'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TimingsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Timings'] = ResolversParentTypes['Timings']> = {
  queueMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  decodeMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  preprocessMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  inferenceMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  postprocessMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DetectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Detection'] = ResolversParentTypes['Detection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['DetectionRun'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  box?: Resolver<ResolversTypes['Box'], ParentType, ContextType, RequireFields<DetectionBoxArgs, 'format'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BoxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Box'] = ResolversParentTypes['Box']> = {
  x?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  y?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coordinates?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DetectionCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionCount'] = ResolversParentTypes['DetectionCount']> = {
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  day?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CreateDatasetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateDatasetPayload'] = ResolversParentTypes['CreateDatasetPayload']> = {
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  photos?: Resolver<Maybe<ResolversTypes['PhotoReport']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AddDatasetImagesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddDatasetImagesPayload'] = ResolversParentTypes['AddDatasetImagesPayload']> = {
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  photos?: Resolver<Maybe<ResolversTypes['PhotoReport']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PhotoReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoReport'] = ResolversParentTypes['PhotoReport']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  added?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['PhotoProblem']>, ParentType, ContextType>;
};

export type PhotoProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PhotoProblem'] = ResolversParentTypes['PhotoProblem']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['DatasetFormat'], ParentType, ContextType>;
  orientation?: Resolver<ResolversTypes['Orientation'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  imageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  photoCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  annotationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  crowdCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['DatasetCategory']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['EvaluationWarning']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  frozenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  images?: Resolver<ResolversTypes['DatasetImageConnection'], ParentType, ContextType, RequireFields<DatasetImagesArgs, 'first'>>;
  evaluations?: Resolver<ResolversTypes['EvaluationConnection'], ParentType, ContextType, RequireFields<DatasetEvaluationsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetCategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetCategory'] = ResolversParentTypes['DatasetCategory']> = {
  fileId?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DatasetImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetImage'] = ResolversParentTypes['DatasetImage']> = {
  fileId?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  annotationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  annotations?: Resolver<ResolversTypes['AnnotationConnection'], ParentType, ContextType, RequireFields<DatasetImageAnnotationsArgs, 'first'>>;
};

export type AnnotationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Annotation'] = ResolversParentTypes['Annotation']> = {
  fileId?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['DatasetCategory']>, ParentType, ContextType>;
  box?: Resolver<ResolversTypes['AnnotatedBox'], ParentType, ContextType>;
  area?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  isCrowd?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AnnotatedBoxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnnotatedBox'] = ResolversParentTypes['AnnotatedBox']> = {
  x?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  y?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ValidationReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationReport'] = ResolversParentTypes['ValidationReport']> = {
  valid?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['EvaluationWarning']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EvaluatePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatePayload'] = ResolversParentTypes['EvaluatePayload']> = {
  evaluation?: Resolver<Maybe<ResolversTypes['Evaluation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EvaluationWarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationWarning'] = ResolversParentTypes['EvaluationWarning']> = {
  code?: Resolver<ResolversTypes['EvaluationWarningCode'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Progress'] = ResolversParentTypes['Progress']> = {
  done?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  imagesPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  secondsLeft?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EvaluationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evaluation'] = ResolversParentTypes['Evaluation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EvaluationStatus'], ParentType, ContextType>;
  phase?: Resolver<Maybe<ResolversTypes['EvaluationPhase']>, ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Progress'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['EvaluationProfile'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['EvaluationSource'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['Protocol'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['EvaluationWarning']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
  failedImageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedImages?: Resolver<ResolversTypes['FailedImageConnection'], ParentType, ContextType, RequireFields<EvaluationFailedImagesArgs, 'first'>>;
  reusedFrom?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['EvaluationResult']>, ParentType, ContextType>;
  resultsUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reportUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EvaluationSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationSource'] = ResolversParentTypes['EvaluationSource']> = {
  kind?: Resolver<ResolversTypes['EvaluationSourceKind'], ParentType, ContextType>;
  scoreFloor?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxDetections?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FailedImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FailedImage'] = ResolversParentTypes['FailedImage']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fileId?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fileName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProtocolResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Protocol'] = ResolversParentTypes['Protocol']> = {
  profile?: Resolver<ResolversTypes['EvaluationProfile'], ParentType, ContextType>;
  iouThresholds?: Resolver<ReadonlyArray<ResolversTypes['Float']>, ParentType, ContextType>;
  maxDetections?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  areaRanges?: Resolver<ReadonlyArray<ResolversTypes['AreaRange']>, ParentType, ContextType>;
  scoreFloor?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  imageScope?: Resolver<ResolversTypes['ImageScope'], ParentType, ContextType>;
  evaluator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  groundTruthSha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detectionsSha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  images?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  groundTruths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  crowds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  detections?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AreaRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AreaRange'] = ResolversParentTypes['AreaRange']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EvaluationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationResult'] = ResolversParentTypes['EvaluationResult']> = {
  summary?: Resolver<ResolversTypes['CocoSummary'], ParentType, ContextType>;
  recallByCap?: Resolver<ReadonlyArray<ResolversTypes['RecallAtCap']>, ParentType, ContextType>;
  byArea?: Resolver<ReadonlyArray<ResolversTypes['AreaResult']>, ParentType, ContextType>;
  perCategory?: Resolver<ReadonlyArray<ResolversTypes['CategoryResult']>, ParentType, ContextType>;
  precisionRecall?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PrecisionRecallPoint']>>, ParentType, ContextType, RequireFields<EvaluationResultPrecisionRecallArgs, 'iou'>>;
  bestF1?: Resolver<Maybe<ResolversTypes['BestF1']>, ParentType, ContextType, RequireFields<EvaluationResultBestF1Args, 'iou'>>;
  confusionMatrix?: Resolver<Maybe<ResolversTypes['ConfusionMatrix']>, ParentType, ContextType, RequireFields<EvaluationResultConfusionMatrixArgs, 'minScore' | 'iou'>>;
  confusedImages?: Resolver<Maybe<ResolversTypes['EvaluatedImageConnection']>, ParentType, ContextType, RequireFields<EvaluationResultConfusedImagesArgs, 'minScore' | 'iou' | 'first'>>;
  errorBreakdown?: Resolver<Maybe<ResolversTypes['ErrorBreakdown']>, ParentType, ContextType>;
  images?: Resolver<Maybe<ResolversTypes['EvaluatedImageConnection']>, ParentType, ContextType, RequireFields<EvaluationResultImagesArgs, 'first' | 'orderBy' | 'minScore' | 'iou'>>;
  image?: Resolver<Maybe<ResolversTypes['EvaluatedImage']>, ParentType, ContextType, RequireFields<EvaluationResultImageArgs, 'fileId' | 'minScore' | 'iou'>>;
  protocolEffects?: Resolver<Maybe<ResolversTypes['ProtocolEffects']>, ParentType, ContextType>;
};

export type PrecisionRecallPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PrecisionRecallPoint'] = ResolversParentTypes['PrecisionRecallPoint']> = {
  recall?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  precision?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type BestF1Resolvers<ContextType = Context, ParentType extends ResolversParentTypes['BestF1'] = ResolversParentTypes['BestF1']> = {
  iou?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  overall?: Resolver<ResolversTypes['F1Point'], ParentType, ContextType>;
  perCategory?: Resolver<ReadonlyArray<ResolversTypes['CategoryF1']>, ParentType, ContextType>;
};

export type F1PointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['F1Point'] = ResolversParentTypes['F1Point']> = {
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  f1?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  precision?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  recall?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CategoryF1Resolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryF1'] = ResolversParentTypes['CategoryF1']> = {
  category?: Resolver<ResolversTypes['DatasetCategory'], ParentType, ContextType>;
  best?: Resolver<ResolversTypes['F1Point'], ParentType, ContextType>;
};

export type ConfusionMatrixResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfusionMatrix'] = ResolversParentTypes['ConfusionMatrix']> = {
  minScore?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  iou?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['DatasetCategory']>, ParentType, ContextType>;
  counts?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  confusions?: Resolver<ReadonlyArray<ResolversTypes['ConfusionCell']>, ParentType, ContextType, RequireFields<ConfusionMatrixConfusionsArgs, 'includeDiagonal' | 'includeBackground' | 'first'>>;
  excused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConfusionCellResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfusionCell'] = ResolversParentTypes['ConfusionCell']> = {
  actual?: Resolver<Maybe<ResolversTypes['DatasetCategory']>, ParentType, ContextType>;
  predicted?: Resolver<Maybe<ResolversTypes['DatasetCategory']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EvaluatedImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatedImage'] = ResolversParentTypes['EvaluatedImage']> = {
  image?: Resolver<ResolversTypes['DatasetImage'], ParentType, ContextType>;
  truePositiveCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  falsePositiveCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  excusedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  truePositives?: Resolver<ReadonlyArray<ResolversTypes['TruePositive']>, ParentType, ContextType>;
  falsePositives?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedDetection']>, ParentType, ContextType>;
  excused?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedDetection']>, ParentType, ContextType>;
  misses?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedObject']>, ParentType, ContextType>;
  crowds?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedObject']>, ParentType, ContextType>;
  confusions?: Resolver<ReadonlyArray<ResolversTypes['BoxPair']>, ParentType, ContextType>;
};

export type TruePositiveResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TruePositive'] = ResolversParentTypes['TruePositive']> = {
  detection?: Resolver<ResolversTypes['EvaluatedDetection'], ParentType, ContextType>;
  object?: Resolver<ResolversTypes['EvaluatedObject'], ParentType, ContextType>;
  iou?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type BoxPairResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoxPair'] = ResolversParentTypes['BoxPair']> = {
  detection?: Resolver<Maybe<ResolversTypes['EvaluatedDetection']>, ParentType, ContextType>;
  object?: Resolver<Maybe<ResolversTypes['EvaluatedObject']>, ParentType, ContextType>;
  iou?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EvaluatedDetectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatedDetection'] = ResolversParentTypes['EvaluatedDetection']> = {
  category?: Resolver<ResolversTypes['DatasetCategory'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  box?: Resolver<ResolversTypes['AnnotatedBox'], ParentType, ContextType>;
};

export type EvaluatedObjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatedObject'] = ResolversParentTypes['EvaluatedObject']> = {
  fileId?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['DatasetCategory'], ParentType, ContextType>;
  box?: Resolver<ResolversTypes['AnnotatedBox'], ParentType, ContextType>;
};

export type ErrorBreakdownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ErrorBreakdown'] = ResolversParentTypes['ErrorBreakdown']> = {
  foreground?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  background?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  ap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['ErrorShare']>, ParentType, ContextType>;
  falsePositives?: Resolver<ResolversTypes['ErrorCost'], ParentType, ContextType>;
  falseNegatives?: Resolver<ResolversTypes['ErrorCost'], ParentType, ContextType>;
};

export type ErrorShareResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ErrorShare'] = ResolversParentTypes['ErrorShare']> = {
  type?: Resolver<ResolversTypes['ErrorType'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deltaAp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ErrorCostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ErrorCost'] = ResolversParentTypes['ErrorCost']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deltaAp?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EvaluatedImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatedImageConnection'] = ResolversParentTypes['EvaluatedImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['EvaluatedImage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EvaluatedImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluatedImageEdge'] = ResolversParentTypes['EvaluatedImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['EvaluatedImage'], ParentType, ContextType>;
};

export type ProtocolEffectsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProtocolEffects'] = ResolversParentTypes['ProtocolEffects']> = {
  pycocotools?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  omzAccuracyChecker?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  effects?: Resolver<ReadonlyArray<ResolversTypes['ProtocolEffect']>, ParentType, ContextType>;
};

export type ProtocolEffectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProtocolEffect'] = ResolversParentTypes['ProtocolEffect']> = {
  setting?: Resolver<ResolversTypes['ProtocolSetting'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ComparePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ComparePayload'] = ResolversParentTypes['ComparePayload']> = {
  comparison?: Resolver<Maybe<ResolversTypes['EvaluationComparison']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EvaluationComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationComparison'] = ResolversParentTypes['EvaluationComparison']> = {
  baseline?: Resolver<ResolversTypes['Evaluation'], ParentType, ContextType>;
  candidate?: Resolver<ResolversTypes['Evaluation'], ParentType, ContextType>;
  replicates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  notes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['MetricDifference']>, ParentType, ContextType>;
  perCategory?: Resolver<ReadonlyArray<ResolversTypes['CategoryDifference']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType, RequireFields<EvaluationComparisonVerdictArgs, 'maxDrop' | 'metric'>>;
  worse?: Resolver<ResolversTypes['ChangedImageConnection'], ParentType, ContextType, RequireFields<EvaluationComparisonWorseArgs, 'first' | 'minScore' | 'iou'>>;
  better?: Resolver<ResolversTypes['ChangedImageConnection'], ParentType, ContextType, RequireFields<EvaluationComparisonBetterArgs, 'first' | 'minScore' | 'iou'>>;
};

export type MetricDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDifference'] = ResolversParentTypes['MetricDifference']> = {
  metric?: Resolver<ResolversTypes['Metric'], ParentType, ContextType>;
  baseline?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['Interval']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CategoryDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryDifference'] = ResolversParentTypes['CategoryDifference']> = {
  category?: Resolver<ResolversTypes['DatasetCategory'], ParentType, ContextType>;
  baseline?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  candidate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['Interval']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IntervalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Interval'] = ResolversParentTypes['Interval']> = {
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ChangedImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedImage'] = ResolversParentTypes['ChangedImage']> = {
  baseline?: Resolver<ResolversTypes['EvaluatedImage'], ParentType, ContextType>;
  candidate?: Resolver<ResolversTypes['EvaluatedImage'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangedImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedImageConnection'] = ResolversParentTypes['ChangedImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ChangedImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ChangedImage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangedImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangedImageEdge'] = ResolversParentTypes['ChangedImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ChangedImage'], ParentType, ContextType>;
};

export type CocoSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CocoSummary'] = ResolversParentTypes['CocoSummary']> = {
  ap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ap50?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ap75?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  apSmall?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  apMedium?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  apLarge?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ar1?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ar10?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ar100?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  arSmall?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  arMedium?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  arLarge?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  undefinedMetrics?: Resolver<ReadonlyArray<ResolversTypes['UndefinedMetric']>, ParentType, ContextType>;
};

export type UndefinedMetricResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UndefinedMetric'] = ResolversParentTypes['UndefinedMetric']> = {
  metric?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecallAtCapResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecallAtCap'] = ResolversParentTypes['RecallAtCap']> = {
  cap?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ar?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type AreaResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AreaResult'] = ResolversParentTypes['AreaResult']> = {
  area?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ar?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type CategoryResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryResult'] = ResolversParentTypes['CategoryResult']> = {
  category?: Resolver<ResolversTypes['DatasetCategory'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['CocoSummary'], ParentType, ContextType>;
  ap?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ap50?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ar100?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  groundTruths?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  crowds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  detections?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetConnection'] = ResolversParentTypes['DatasetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DatasetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetEdge'] = ResolversParentTypes['DatasetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type DatasetImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetImageConnection'] = ResolversParentTypes['DatasetImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DatasetImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DatasetImage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetImageEdge'] = ResolversParentTypes['DatasetImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DatasetImage'], ParentType, ContextType>;
};

export type AnnotationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnnotationConnection'] = ResolversParentTypes['AnnotationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AnnotationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Annotation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AnnotationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnnotationEdge'] = ResolversParentTypes['AnnotationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Annotation'], ParentType, ContextType>;
};

export type EvaluationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationConnection'] = ResolversParentTypes['EvaluationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EvaluationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Evaluation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EvaluationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EvaluationEdge'] = ResolversParentTypes['EvaluationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Evaluation'], ParentType, ContextType>;
};

export type FailedImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FailedImageConnection'] = ResolversParentTypes['FailedImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FailedImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['FailedImage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FailedImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FailedImageEdge'] = ResolversParentTypes['FailedImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['FailedImage'], ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type DetectionRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRunConnection'] = ResolversParentTypes['DetectionRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DetectionRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DetectionRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DetectionRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionRunEdge'] = ResolversParentTypes['DetectionRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DetectionRun'], ParentType, ContextType>;
};

export type DetectionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionConnection'] = ResolversParentTypes['DetectionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DetectionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Detection']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DetectionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DetectionEdge'] = ResolversParentTypes['DetectionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Detection'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  Upload?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  DetectPayload?: DetectPayloadResolvers<ContextType>;
  DetectResult?: DetectResultResolvers<ContextType>;
  ImageError?: ImageErrorResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  DeletePayload?: DeletePayloadResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  DetectionRun?: DetectionRunResolvers<ContextType>;
  Timings?: TimingsResolvers<ContextType>;
  Detection?: DetectionResolvers<ContextType>;
  Box?: BoxResolvers<ContextType>;
  DetectionCount?: DetectionCountResolvers<ContextType>;
  CreateDatasetPayload?: CreateDatasetPayloadResolvers<ContextType>;
  AddDatasetImagesPayload?: AddDatasetImagesPayloadResolvers<ContextType>;
  PhotoReport?: PhotoReportResolvers<ContextType>;
  PhotoProblem?: PhotoProblemResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DatasetCategory?: DatasetCategoryResolvers<ContextType>;
  DatasetImage?: DatasetImageResolvers<ContextType>;
  Annotation?: AnnotationResolvers<ContextType>;
  AnnotatedBox?: AnnotatedBoxResolvers<ContextType>;
  ValidationReport?: ValidationReportResolvers<ContextType>;
  EvaluatePayload?: EvaluatePayloadResolvers<ContextType>;
  EvaluationWarning?: EvaluationWarningResolvers<ContextType>;
  Progress?: ProgressResolvers<ContextType>;
  Evaluation?: EvaluationResolvers<ContextType>;
  EvaluationSource?: EvaluationSourceResolvers<ContextType>;
  FailedImage?: FailedImageResolvers<ContextType>;
  Protocol?: ProtocolResolvers<ContextType>;
  AreaRange?: AreaRangeResolvers<ContextType>;
  EvaluationResult?: EvaluationResultResolvers<ContextType>;
  PrecisionRecallPoint?: PrecisionRecallPointResolvers<ContextType>;
  BestF1?: BestF1Resolvers<ContextType>;
  F1Point?: F1PointResolvers<ContextType>;
  CategoryF1?: CategoryF1Resolvers<ContextType>;
  ConfusionMatrix?: ConfusionMatrixResolvers<ContextType>;
  ConfusionCell?: ConfusionCellResolvers<ContextType>;
  EvaluatedImage?: EvaluatedImageResolvers<ContextType>;
  TruePositive?: TruePositiveResolvers<ContextType>;
  BoxPair?: BoxPairResolvers<ContextType>;
  EvaluatedDetection?: EvaluatedDetectionResolvers<ContextType>;
  EvaluatedObject?: EvaluatedObjectResolvers<ContextType>;
  ErrorBreakdown?: ErrorBreakdownResolvers<ContextType>;
  ErrorShare?: ErrorShareResolvers<ContextType>;
  ErrorCost?: ErrorCostResolvers<ContextType>;
  EvaluatedImageConnection?: EvaluatedImageConnectionResolvers<ContextType>;
  EvaluatedImageEdge?: EvaluatedImageEdgeResolvers<ContextType>;
  ProtocolEffects?: ProtocolEffectsResolvers<ContextType>;
  ProtocolEffect?: ProtocolEffectResolvers<ContextType>;
  ComparePayload?: ComparePayloadResolvers<ContextType>;
  EvaluationComparison?: EvaluationComparisonResolvers<ContextType>;
  MetricDifference?: MetricDifferenceResolvers<ContextType>;
  CategoryDifference?: CategoryDifferenceResolvers<ContextType>;
  Interval?: IntervalResolvers<ContextType>;
  ChangedImage?: ChangedImageResolvers<ContextType>;
  ChangedImageConnection?: ChangedImageConnectionResolvers<ContextType>;
  ChangedImageEdge?: ChangedImageEdgeResolvers<ContextType>;
  CocoSummary?: CocoSummaryResolvers<ContextType>;
  UndefinedMetric?: UndefinedMetricResolvers<ContextType>;
  RecallAtCap?: RecallAtCapResolvers<ContextType>;
  AreaResult?: AreaResultResolvers<ContextType>;
  CategoryResult?: CategoryResultResolvers<ContextType>;
  DatasetConnection?: DatasetConnectionResolvers<ContextType>;
  DatasetEdge?: DatasetEdgeResolvers<ContextType>;
  DatasetImageConnection?: DatasetImageConnectionResolvers<ContextType>;
  DatasetImageEdge?: DatasetImageEdgeResolvers<ContextType>;
  AnnotationConnection?: AnnotationConnectionResolvers<ContextType>;
  AnnotationEdge?: AnnotationEdgeResolvers<ContextType>;
  EvaluationConnection?: EvaluationConnectionResolvers<ContextType>;
  EvaluationEdge?: EvaluationEdgeResolvers<ContextType>;
  FailedImageConnection?: FailedImageConnectionResolvers<ContextType>;
  FailedImageEdge?: FailedImageEdgeResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  DetectionRunConnection?: DetectionRunConnectionResolvers<ContextType>;
  DetectionRunEdge?: DetectionRunEdgeResolvers<ContextType>;
  DetectionConnection?: DetectionConnectionResolvers<ContextType>;
  DetectionEdge?: DetectionEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  range?: RangeDirectiveResolver<any, any, ContextType>;
};
