export { loadPattern, similarityTo } from './similarity';
export { addWord, forgetFrom, foundNumbers, foundSimilarities, nearWords, scratch } from './near-words';
